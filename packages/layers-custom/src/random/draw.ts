import { numberAt, type StreamKey } from './counter-hash.js';

const TWO_32 = 2 ** 32;

/** `count` values of which each is 0 with probability `rate` and else 1 / (1 - rate), so that their mean is 1. */
export function dropoutMask(key: StreamKey, count: number, rate: number): Float32Array {
  const mask = new Float32Array(count);
  const firstKept = rate * TWO_32;
  // Looked up, since a branch that goes either way at random costs ten times as much as the hash.
  const values = new Float32Array([0, 1 / (1 - rate)]);
  for (let i = 0; i < count; i++) mask[i] = values[Number(numberAt(key, i) >= firstKept)];
  return mask;
}

/** `count` values from the normal distribution with mean 0 and the given standard deviation (Box-Muller). */
export function gaussian(key: StreamKey, count: number, stddev: number): Float32Array {
  const values = new Float32Array(count);
  for (let i = 0; i < count; i += 2) {
    const radius = stddev * Math.sqrt(-2 * Math.log((numberAt(key, i) + 0.5) / TWO_32));
    const angle = (2 * Math.PI * numberAt(key, i + 1)) / TWO_32;
    values[i] = radius * Math.cos(angle);
    if (i + 1 < count) values[i + 1] = radius * Math.sin(angle);
  }
  return values;
}
