/**
 * Random numbers without a state: the i-th number of a stream is a hash of the stream's key and i, as in
 * counter-based generators (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"). The hash is
 * MurmurHash3's 32-bit finaliser over a Weyl sequence (SplitMix's construction, Steele et al. 2014) with the
 * second half of the key mixed in half way, so that two streams are not shifted copies of one another. It is
 * integer arithmetic in JavaScript: the numbers depend on no tfjs backend and no platform.
 */

const GOLDEN_RATIO = 0x9e3779b9;
const TWO_32 = 2 ** 32;

/** Two 32-bit integers. */
export interface StreamKey {
  readonly first: number;
  readonly second: number;
}

/** MurmurHash3's finaliser: a bijection of 32-bit integers in which every input bit reaches every output bit. */
export function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A 32-bit hash of a sequence of safe integers, which depends on their order. */
export function hashIntegers(...values: number[]): number {
  let h = 0;
  for (const value of values) {
    h = mix(h + GOLDEN_RATIO + (value | 0));
    h = mix(h + GOLDEN_RATIO + (Math.floor(value / TWO_32) | 0));
  }
  return h;
}

/** A 32-bit hash of a text. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h);
}

/** The key of the stream that belongs to a seed, a layer and a training step. */
export function streamKey(seed: number, layerId: number, step: number): StreamKey {
  const first = hashIntegers(seed, layerId, step);
  return { first: first | 0, second: hashIntegers(first, step, layerId, seed) | 0 };
}

/** The i-th number of a stream, an unsigned 32-bit integer. */
export function numberAt(key: StreamKey, i: number): number {
  return signedAt(key, i) >>> 0;
}

/** The same 32 bits as a signed integer, which JavaScript engines compute with faster. */
export function signedAt({ first, second }: StreamKey, i: number): number {
  let h = (Math.imul(i, GOLDEN_RATIO) + first) | 0;
  h = (Math.imul(h ^ (h >>> 16), 0x85ebca6b) + second) | 0;
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
