/**
 * A seeded stream of random numbers, the same on every machine and JavaScript engine.
 *
 * The generator is xoshiro128** 1.1 by David Blackman and Sebastiano Vigna ("Scrambled Linear Pseudorandom
 * Number Generators", ACM TOMS 2021; reference code at https://prng.di.unimi.it/xoshiro128starstar.c).
 */
export interface RandomStream {
  /** An integer from 0 to 2^32 - 1. */
  uint32: () => number;
  /** An integer from 0 to `bound` - 1, each equally likely. `bound` is at most 2^32. */
  below: (bound: number) => number;
  /** A number from `low` (included) to `high` (excluded). */
  between: (low: number, high: number) => number;
  /** Puts the elements into a random order, in place (Fisher-Yates). */
  shuffle: (elements: Uint8Array | Uint32Array) => void;
}

/** Starts xoshiro128** from its four 32-bit state words, not all zero. */
export function xoshiro128(state: readonly [number, number, number, number]): RandomStream {
  let [s0, s1, s2, s3] = state;

  const uint32 = (): number => {
    const product = Math.imul(s1, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = (s3 << 11) | (s3 >>> 21);
    return result;
  };

  const below = (bound: number): number => {
    // The last, incomplete run of `bound` values is drawn again, or the low remainders would be likelier.
    const limit = 2 ** 32 - (2 ** 32 % bound);
    let value = uint32();
    while (value >= limit) value = uint32();
    return value % bound;
  };

  return {
    uint32,
    below,
    between: (low, high) => low + (high - low) * (uint32() / 2 ** 32),
    shuffle(elements) {
      for (let last = elements.length - 1; last > 0; last--) {
        const other = below(last + 1);
        const kept = elements[last];
        elements[last] = elements[other];
        elements[other] = kept;
      }
    },
  };
}

/**
 * A stream of its own for every list of numbers: `randomStream(seed, epoch)`.
 *
 * The numbers (integers from 0 to 2^32 - 1) are hashed into the generator's state with the mixing function of
 * MurmurHash3, so that neighbouring seeds give unrelated streams.
 */
export function randomStream(...numbers: number[]): RandomStream {
  let hash = 0x9e3779b9;
  for (const number of numbers) hash = mix(hash ^ mix(number + 0x9e3779b9));
  const word = (): number => mix((hash += 0x9e3779b9));
  return xoshiro128([word(), word(), word(), word()]);
}

/** The 32-bit finalizer of MurmurHash3 (Austin Appleby, public domain). */
function mix(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
