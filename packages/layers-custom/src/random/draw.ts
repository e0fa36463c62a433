import { numberAt, signedAt, type StreamKey } from './counter-hash.js';

const TWO_32 = 2 ** 32;
const TOP_BIT = 0x80000000;

/** `count` values of which each is 0 with probability `rate`, more than 0, and else 1 / (1 - rate), so that their mean is 1. */
export function dropoutMask(key: StreamKey, count: number, rate: number): Float32Array {
  const mask = new Float32Array(count);
  const keptValue = 1 / (1 - rate);
  // Unsigned numbers compare as signed ones do when their top bits are flipped.
  const lastDropped = (Math.ceil(rate * TWO_32) - 1) ^ TOP_BIT;
  // Multiplied, since a branch that goes either way at random costs ten times as much as the hash.
  for (let i = 0; i < count; i++) mask[i] = keptValue * Number((signedAt(key, i) ^ TOP_BIT) > lastDropped);
  return mask;
}

const ANGLES = 4096;
const cosines = Float64Array.from({ length: ANGLES }, (_, k) => Math.cos((2 * Math.PI * (k + 0.5)) / ANGLES));

/**
 * `count` values from the normal distribution with mean 0 and the given standard deviation, by Box and Muller's
 * method. The angle is one of 4,096: looked up, a value costs a quarter of what `Math.cos` and `Math.sin` would.
 */
export function gaussian(key: StreamKey, count: number, stddev: number): Float32Array {
  const values = new Float32Array(count);
  for (let i = 0; i < count; i += 2) {
    const radius = stddev * Math.sqrt(-2 * Math.log((numberAt(key, i) + 0.5) / TWO_32));
    const angle = numberAt(key, i + 1) >>> 20;
    values[i] = radius * cosines[angle];
    // A quarter of a turn further; a write past the end of a typed array is ignored.
    values[i + 1] = radius * cosines[(angle + ANGLES / 4) % ANGLES];
  }
  return values;
}
