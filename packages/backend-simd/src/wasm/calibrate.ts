import { matMul } from '../compute/matmul.js';
import type { Runtime } from '../compute/runtime.js';
import { assumeWideVectors } from './tile-shape.js';

/** A product with panels of full width, small enough to stay in the first-level cache. */
const [M, N, K] = [96, 64, 64];
/** How long one tile size is timed. V8's optimising tier takes over within a few milliseconds. */
const MILLISECONDS = 15;
/** The expected tile is kept unless the other one is faster by this factor: timings at a busy start are rough. */
const CLEARLY_FASTER = 1.2;

/**
 * Decides between the two sizes of the micro-kernel's tile by timing both on this engine: which is faster depends on
 * the processor's registers and on what V8 makes of pairs of vectors. A tile whose product is wrong is not used.
 * Both tiles add up in the same order, so the choice never changes a result.
 *
 * @param expectWide the tile to keep when both are about as fast
 * @returns whether the wide tile was chosen
 * @throws {Error} when neither gives the right product
 */
export function calibrateTile(runtime: Runtime, expectWide: boolean): boolean {
  const { memory } = runtime;
  const [a, b, out] = [M * K, K * N, M * N].map((size) => memory.allocate(4 * size)) as [
    number,
    number,
    number,
  ];
  // Whole numbers, whose products and sums are exact in any order.
  memory.f32(a, M * K).set(Float32Array.from({ length: M * K }, (_, i) => (i % 7) - 3));
  memory.f32(b, K * N).set(Float32Array.from({ length: K * N }, (_, i) => (i % 5) - 2));
  const expected = plainProduct(memory.f32(a, M * K), memory.f32(b, K * N));
  const time = (wide: boolean): number => {
    assumeWideVectors(wide);
    let fastest = Infinity;
    matMul(runtime, { m: M, n: N, k: K }, a, b, out);
    const end = performance.now() + MILLISECONDS;
    while (performance.now() < end) {
      const start = performance.now();
      matMul(runtime, { m: M, n: N, k: K }, a, b, out);
      fastest = Math.min(fastest, performance.now() - start);
    }
    const actual = memory.f32(out, M * N);
    return expected.every((value, i) => value === actual[i]) ? fastest : Infinity;
  };
  const [wideTime, narrowTime] = [time(true), time(false)];
  for (const pointer of [a, b, out]) memory.free(pointer);
  if (wideTime === Infinity && narrowTime === Infinity) {
    throw new Error("The backend 'simd' computes wrong products on this engine, so it cannot be used here.");
  }
  const wide = expectWide ? narrowTime * CLEARLY_FASTER >= wideTime : wideTime * CLEARLY_FASTER < narrowTime;
  assumeWideVectors(wide);
  return wide;
}

function plainProduct(a: Float32Array, b: Float32Array): Float32Array {
  const product = new Float32Array(M * N);
  for (let i = 0; i < M; i++) {
    for (let k = 0; k < K; k++) {
      const factor = a[i * K + k];
      for (let j = 0; j < N; j++) product[i * N + j] = product[i * N + j] + factor * b[k * N + j];
    }
  }
  return product;
}
