import type { layers, LayersModel } from '@tensorflow/tfjs-layers';

/** The part of an image that a unit of a layer can see. */
export interface ReceptiveField {
  layer: string;
  /** Height and width of the square, in pixels; what lies beyond the image is padding. */
  size: number;
  /** Distance in pixels between what neighbouring units see. */
  jump: number;
}

interface Windowed {
  kernelSize?: number[];
  poolSize?: number[];
  strides?: number[];
  dilationRate?: number[];
}

/**
 * The theoretical receptive field of every layer with a map of features, by the recursion size' = size + (k - 1) jump,
 * jump' = stride x jump (Araujo, Norris and Sim, Computing Receptive Fields of Convolutional Neural Networks, 2019,
 * https://distill.pub/2019/computing-receptive-fields). Where paths join, the largest counts. Windows and strides are
 * taken to be square, as all of ours are; layers behind one that sees the whole image (dense, adaptive pooling) are
 * left out.
 */
export function receptiveFields(model: LayersModel): ReceptiveField[] {
  const fields = new Map<layers.Layer, { size: number; jump: number }>();
  for (const layer of model.layers) {
    const sources = layer.inboundNodes[0].inboundLayers;
    if (sources.length === 0) {
      fields.set(layer, { size: 1, jump: 1 });
      continue;
    }
    const seen = sources.map((source) => fields.get(source));
    if (seen.some((field) => field === undefined) || !hasMap(layer)) continue;
    const known = seen as { size: number; jump: number }[];
    const size = Math.max(...known.map((field) => field.size));
    const { jump } = known[0];
    const { kernelSize, poolSize, strides, dilationRate } = layer as unknown as Windowed;
    const window = kernelSize ?? poolSize;
    if (window) {
      const reach = (window[0] - 1) * (dilationRate?.[0] ?? 1);
      fields.set(layer, { size: size + reach * jump, jump: jump * (strides?.[0] ?? 1) });
    } else if (isPointwise(layer)) {
      fields.set(layer, { size, jump });
    }
  }
  return [...fields].map(([{ name }, { size, jump }]) => ({ layer: name, size, jump }));
}

function hasMap(layer: layers.Layer): boolean {
  return (layer.outputShape as (number | null)[]).length === 4;
}

/** Layers that change no positions but by padding. */
function isPointwise(layer: layers.Layer): boolean {
  const padding = (layer as unknown as { padding?: number[][] }).padding;
  const [input] = [layer.input].flat();
  const around = (axis: number) => (Array.isArray(padding) ? padding[axis][0] + padding[axis][1] : 0);
  return [1, 2].every(
    (axis) => (layer.outputShape as number[])[axis] === input.shape[axis]! + around(axis - 1),
  );
}
