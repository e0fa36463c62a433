import type { RandomStream } from './random.js';

/** Mean 0, standard deviation 1, bell-shaped: the sum of the four bytes of one random number. */
export function nearlyNormal(random: RandomStream): number {
  const bits = random.uint32();
  const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
  return (sum - 510) / BYTES_DEVIATION;
}

/** The standard deviation of the sum of four numbers from 0 to 255, each equally likely. */
const BYTES_DEVIATION = Math.sqrt((4 * (256 * 256 - 1)) / 12);
