import { checkInteger, MAX_SEED } from './check.js';
import type { Dataset, Split } from './dataset.js';
import { randomStream } from './random.js';
import { sha256Sync } from './sha256.js';
import { OUTLINES } from './shapes/outlines.js';
import { drawScene } from './shapes/scene.js';

export interface SyntheticShapesOptions {
  /** Training images. Default 10,000. */
  trainSize?: number;
  /** Test images. Default 2,000. */
  testSize?: number;
  /** Chooses the images, an integer from 0 to 2^32 - 1. Default 0. */
  seed?: number;
}

const SIZE = 32;
const PIXELS = SIZE * SIZE * 3;
const LARGEST = 1_000_000;

/** What each class number stands for: every shape plain and striped. */
const CLASSES = OUTLINES.flatMap((outline) => [
  { name: `plain ${outline.name}`, outline, striped: false },
  { name: `striped ${outline.name}`, outline, striped: true },
]);

/**
 * Computes a set of scenes with one shape in each, 32 x 32, in colour: no download, the same bytes for the same options on
 * every machine. The ten classes are disc, square, triangle, cross and ring, each plain and striped; colours, place, size,
 * turn, stretch, shading, the stripes' direction, width and phase, the uneven ground, the small things lying on it and
 * noise tell nothing of the class.
 *
 * Every ten consecutive images hold each class once, in random order. A smaller size with the same seed gives the first
 * images of a larger one; training and test images come from different random streams.
 *
 * @throws Error if a size or the seed is out of range.
 */
export function syntheticShapes(options: SyntheticShapesOptions = {}): Dataset {
  const { trainSize = 10_000, testSize = 2_000, seed = 0 } = options;
  checkInteger('trainSize', trainSize, 1, LARGEST);
  checkInteger('testSize', testSize, 1, LARGEST);
  checkInteger('seed', seed, 0, MAX_SEED);
  const train = drawSplit(trainSize, seed, 0);
  const test = drawSplit(testSize, seed, 1);
  return {
    name: 'Synthetic shapes',
    sha256: sha256Sync(train.images, train.labels, test.images, test.labels),
    imageShape: [SIZE, SIZE, 3],
    classNames: CLASSES.map(({ name }) => name),
    normalization: { mean: [0.5, 0.5, 0.5], std: [0.238, 0.238, 0.238] },
    synthetic: true,
    train,
    test,
  };
}

/** Keeps these random numbers apart from those of other sets: an arbitrary number. */
const STREAM = 0x73686170;

function drawSplit(size: number, seed: number, part: number): Split {
  const random = randomStream(STREAM, seed, part);
  const canvas = { size: SIZE, values: new Float64Array(PIXELS) };
  const images = new Uint8Array(size * PIXELS);
  const labels = new Uint8Array(size);
  const classes = Uint8Array.from(CLASSES, (_, index) => index);
  for (let image = 0; image < size; image++) {
    if (image % CLASSES.length === 0) random.shuffle(classes);
    const label = classes[image % CLASSES.length];
    const { outline, striped } = CLASSES[label];
    labels[image] = label;
    drawScene(canvas, outline, striped, random, images.subarray(image * PIXELS, (image + 1) * PIXELS));
  }
  return { images, labels, size };
}
