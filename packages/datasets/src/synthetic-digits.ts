import { checkInteger, MAX_SEED } from './check.js';
import type { Dataset, Split } from './dataset.js';
import { writeDigit } from './digits/hand.js';
import { randomStream } from './random.js';
import { sha256Sync } from './sha256.js';

export interface SyntheticDigitsOptions {
  /** Training images. Default 10,000. */
  trainSize?: number;
  /** Test images. Default 2,000. */
  testSize?: number;
  /** Chooses the images, an integer from 0 to 2^32 - 1. Default 0. */
  seed?: number;
}

const SIZE = 28;
const CLASSES = 10;
const LARGEST = 1_000_000;

/**
 * Computes a set of handwritten-looking digits, 28 x 28, grey: no download, the same bytes for the same options on
 * every machine. Each image is one of two or three ways to write its digit, drawn with a pen of its own width,
 * pressure and softness, bent, wobbly, slanted, turned, scaled and shifted, with noise on every pixel.
 *
 * Every ten consecutive images hold each digit once, in random order. A smaller size with the same seed gives the first
 * images of a larger one; training and test images come from different random streams.
 *
 * @throws Error if a size or the seed is out of range.
 */
export function syntheticDigits(options: SyntheticDigitsOptions = {}): Dataset {
  const { trainSize = 10_000, testSize = 2_000, seed = 0 } = options;
  checkInteger('trainSize', trainSize, 1, LARGEST);
  checkInteger('testSize', testSize, 1, LARGEST);
  checkInteger('seed', seed, 0, MAX_SEED);
  const train = writeSplit(trainSize, seed, 0);
  const test = writeSplit(testSize, seed, 1);
  return {
    name: 'Synthetic digits',
    sha256: sha256Sync(train.images, train.labels, test.images, test.labels),
    imageShape: [SIZE, SIZE, 1],
    classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    normalization: { mean: [0.1143], std: [0.2242] },
    synthetic: true,
    train,
    test,
  };
}

function writeSplit(size: number, seed: number, stream: number): Split {
  const random = randomStream(seed, stream);
  const images = new Uint8Array(size * SIZE * SIZE);
  const labels = new Uint8Array(size);
  const digits = Uint8Array.from({ length: CLASSES }, (_, digit) => digit);
  for (let image = 0; image < size; image++) {
    if (image % CLASSES === 0) random.shuffle(digits);
    labels[image] = digits[image % CLASSES];
    const pixels = images.subarray(image * SIZE * SIZE, (image + 1) * SIZE * SIZE);
    writeDigit(labels[image], random, SIZE, pixels);
  }
  return { images, labels, size };
}
