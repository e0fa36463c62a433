import type { Split } from '../src/dataset.js';
import { randomStream } from '../src/random.js';

const FILTERS = 16;
const KERNEL = 5;
const POOLED = 4;

/**
 * The first half of a CNN, untrained: fixed random 5x5 filters (each of mean 0), ReLU, max pooling to 4x4. There are 256
 * features an image, fewer than its pixels. What a linear model gains by them, a CNN at least gains.
 *
 * @param extent Height and width of the images: 4 more than a multiple of 4.
 */
export function convolutionFeatures({ images, size }: Split, extent: number, channels: number): Float32Array {
  const line = KERNEL * channels;
  const filters = Array.from({ length: FILTERS }, (_, filter) => randomFilter(filter, KERNEL * line));
  const features = new Float32Array(size * FILTERS * POOLED * POOLED);
  const convolved = extent - KERNEL + 1;
  const pool = convolved / POOLED;
  for (let image = 0; image < size; image++) {
    const start = image * extent * extent * channels;
    filters.forEach((filter, index) => {
      const to = (image * FILTERS + index) * POOLED * POOLED;
      for (let row = 0; row < convolved; row++) {
        for (let column = 0; column < convolved; column++) {
          let sum = 0;
          for (let y = 0; y < KERNEL; y++) {
            const from = start + ((row + y) * extent + column) * channels;
            for (let x = 0; x < line; x++) sum += filter[y * line + x] * images[from + x];
          }
          const cell = to + Math.floor(row / pool) * POOLED + Math.floor(column / pool);
          if (sum > features[cell]) features[cell] = sum;
        }
      }
    });
  }
  return features;
}

function randomFilter(seed: number, length: number): Float32Array {
  const random = randomStream(seed);
  const weights = Float32Array.from({ length }, () => random.between(-1, 1));
  const mean = weights.reduce((sum, weight) => sum + weight) / weights.length;
  return weights.map((weight) => weight - mean);
}
