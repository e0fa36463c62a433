import { correlation } from '../statistics/correlation.js';
import { edgeStrength } from './edge-strength.js';
import type { Values } from './feature-maps.js';
import { fineShare } from './fine-share.js';
import type { Plane } from './plane.js';
import { shrink } from './shrink.js';

/** What the feature maps of a layer show of the images; each a mean over images and channels. */
export interface MapMeasures {
  /**
   * How much fine detail is left: the mean share of the maps' power in the upper half of the spatial frequencies
   * ({@link fineShare}) over that of the images. 1: as much as in the images; less: blurred; more: sharpened, as
   * by filters that answer to edges.
   */
  detail: number;
  /** How much the maps look like the images' edges: mean absolute correlation with {@link edgeStrength}. */
  edges: number;
  /** How much of the picture answers: mean share of positions above 10 % of the map's largest activation. */
  extent: number;
  /** How much the maps look like the images: mean absolute correlation. */
  structure: number;
}

/** Positions above this share of a map's largest activation count as active. */
const ACTIVE = 0.1;

/**
 * Detail, edges, extent and structure of a layer's feature maps. Images and their edges are shrunk to the maps' resolution
 * (means over cells), so that the maps of a late layer are held against what could be left at its resolution. Maps that are the
 * same everywhere (units that are off) are left out, of extent those without a positive value; where no map is left a
 * measure is 0.
 *
 * @param maps - shape [images, height, width, channels], as `layerOutputs` gives
 * @param images - the images in one channel, as many as there are in `maps`, with at least its height and width
 * @throws RangeError if `maps` has another shape or number of images
 */
export function mapMeasures(maps: Omit<Values, 'layer'>, images: readonly Plane[]): MapMeasures {
  const { shape, values } = maps;
  const [count, height, width, channels] = shape;
  if (shape.length !== 4 || count !== images.length) {
    throw new RangeError(
      `mapMeasures: the shape of maps must be [${images.length}, height, width, channels], but is [${shape}].`,
    );
  }
  const [fine, edges, extent, structure, imageFine] = Array.from({ length: 5 }, () => new Mean());
  const map = { width, height, values: new Float32Array(width * height) };
  images.forEach((full, image) => {
    const picture = shrink(full, [height, width]);
    const outline = shrink(edgeStrength(full), [height, width]).values;
    imageFine.add(fineShare(picture));
    for (let channel = 0; channel < channels; channel++) {
      for (let i = 0; i < map.values.length; i++) {
        map.values[i] = values[(image * width * height + i) * channels + channel];
      }
      fine.add(fineShare(map));
      edges.add(absolute(correlation(map.values, outline)));
      structure.add(absolute(correlation(map.values, picture.values)));
      extent.add(activeShare(map.values));
    }
  });
  return {
    detail: imageFine.value > 0 ? fine.value / imageFine.value : 0,
    edges: edges.value,
    extent: extent.value,
    structure: structure.value,
  };
}

function absolute(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.abs(value);
}

function activeShare(values: Float32Array): number | undefined {
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  if (largest === 0) return undefined;
  return values.reduce((count, value) => (value > ACTIVE * largest ? count + 1 : count), 0) / values.length;
}

/** Of the values that there are; 0 of none. */
class Mean {
  private sum = 0;
  private count = 0;

  add(value: number | undefined): void {
    if (value === undefined) return;
    this.sum += value;
    this.count++;
  }

  get value(): number {
    return this.count === 0 ? 0 : this.sum / this.count;
  }
}
