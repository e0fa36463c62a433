import type { Split } from '../src/dataset.js';
import { randomStream } from '../src/random.js';

const FILTERS = 16;
const KERNEL = 5;
const POOL = 6;
const SIZE = 28;
const CONVOLVED = SIZE - KERNEL + 1;
const POOLED = CONVOLVED / POOL;

/**
 * The first half of a CNN, untrained: fixed random 5x5 filters (each of mean 0), ReLU, 6x6 max pooling. There are 256
 * features an image, fewer than its 784 pixels. What a linear model gains by them, a CNN at least gains.
 */
export function convolutionFeatures({ images, size }: Split): Float32Array {
  const filters = Array.from({ length: FILTERS }, (_, filter) => randomFilter(filter));
  const features = new Float32Array(size * FILTERS * POOLED * POOLED);
  for (let image = 0; image < size; image++) {
    const start = image * SIZE * SIZE;
    filters.forEach((filter, index) => {
      const to = (image * FILTERS + index) * POOLED * POOLED;
      for (let row = 0; row < CONVOLVED; row++) {
        for (let column = 0; column < CONVOLVED; column++) {
          let sum = 0;
          for (let y = 0; y < KERNEL; y++) {
            const from = start + (row + y) * SIZE + column;
            for (let x = 0; x < KERNEL; x++) sum += filter[y * KERNEL + x] * images[from + x];
          }
          const cell = to + Math.floor(row / POOL) * POOLED + Math.floor(column / POOL);
          if (sum > features[cell]) features[cell] = sum;
        }
      }
    });
  }
  return features;
}

function randomFilter(seed: number): Float32Array {
  const random = randomStream(seed);
  const weights = Float32Array.from({ length: KERNEL * KERNEL }, () => random.between(-1, 1));
  const mean = weights.reduce((sum, weight) => sum + weight) / weights.length;
  return weights.map((weight) => weight - mean);
}
