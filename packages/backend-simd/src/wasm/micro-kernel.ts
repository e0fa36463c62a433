/**
 * The micro-kernel that matrix products, convolutions, their gradients and Winograd's products share:
 * a tile of the output, a few rows times a few vectors, held in registers while a nest of loops adds up
 *
 *     out[row][column] = sum over the loops of a[row] * b[column]
 *
 * Everything but the three pointers is known when the code is made, so strides are immediates.
 */
import { f32x4, func, type Func, i32, type Input, local, type Local, v128 } from 'wasmati';

import { hasRelaxedSimd } from './features.js';
import { advance, times } from './loops.js';
import { constant } from './vector-math.js';

/** One loop of the sum; the strides say how far `a` and `b` move at each turn, in bytes. */
export interface SumLoop {
  count: number;
  a: number;
  b: number;
}

export interface MicroKernelOptions {
  /** Where the rows of the tile begin, in bytes from `a`. */
  rows: readonly number[];
  /** Where the rows of the tile go, in bytes from `out`. */
  outRows: readonly number[];
  /** Width of the tile in vectors of four floats. */
  vectors: number;
  /** Outermost first. */
  loops: readonly SumLoop[];
  /** Adds to what `out` holds instead of replacing it. */
  accumulate?: boolean;
  /** Adds the values at `bias`, one for each column, at the end. */
  bias?: boolean;
  /** Replaces negative results by 0 at the end; NaN stays. */
  relu?: boolean;
}

/** (a, b, out, bias): `bias` is ignored without the option. */
export type MicroKernel = Func<['i32', 'i32', 'i32', 'i32'], []>;

type Vector = Local<'v128'>;

/** Inner loops are unrolled up to about this many vector multiplications. */
const UNROLLED_PRODUCTS = 64;
/** A whole nest of at most this many steps becomes straight code. */
const STRAIGHT_STEPS = 27;

export function microKernel(options: MicroKernelOptions): MicroKernel {
  const { rows, outRows, vectors, accumulate = false, bias = false, relu = false } = options;
  const loops = simplified(options.loops);
  const accumulators = rows.length * vectors;
  const locals = {
    counters: loops.map(() => i32),
    vectors: Array<typeof v128>(accumulators + vectors).fill(v128),
  };
  return func(
    { in: [i32, i32, i32, i32], locals: [v128, ...locals.vectors, ...locals.counters], out: [] },
    (args, all) => {
      const [a, b, out, biasPointer] = args;
      const [left, ...rest] = all as [Vector, ...Local[]];
      const sums = rest.slice(0, accumulators) as Vector[];
      const bs = rest.slice(accumulators, accumulators + vectors) as Vector[];
      const counters = rest.slice(accumulators + vectors) as Local<'i32'>[];

      // V8 joins vectors in pairs only if the sums begin as v128.const.
      for (const sum of sums) local.set(sum, constant(0));

      const step = (aOffset: number, bOffset: number) => {
        bs.forEach((vector, j) => local.set(vector, v128.load({ offset: bOffset + 16 * j }, b)));
        rows.forEach((row, i) => {
          local.set(left, v128.load32_splat({ offset: aOffset + row }, a));
          bs.forEach((vector, j) => {
            const sum = sums[i * vectors + j];
            local.set(sum, multiplyAdd(left, vector, sum));
          });
        });
      };

      const nest = (depth: number) => {
        const { count, a: aStride, b: bStride } = loops[depth];
        if (depth < loops.length - 1) {
          const inner = loops[depth + 1];
          times(counters[depth], count, () => {
            nest(depth + 1);
            // The inner loop has moved the pointers to its end.
            advance(a, aStride - inner.count * inner.a);
            advance(b, bStride - inner.count * inner.b);
          });
          return;
        }
        const unroll = Math.max(1, Math.min(count, Math.round(UNROLLED_PRODUCTS / accumulators)));
        const steps = (n: number) => {
          for (let s = 0; s < n; s++) step(s * aStride, s * bStride);
          advance(a, n * aStride);
          advance(b, n * bStride);
        };
        times(counters[depth], Math.floor(count / unroll), () => steps(unroll));
        if (count % unroll > 0) steps(count % unroll);
      };

      const total = loops.reduce((product, { count }) => product * count, 1);
      if (total > STRAIGHT_STEPS) nest(0);
      else for (const [aOffset, bOffset] of offsets(loops)) step(aOffset, bOffset);

      if (bias) bs.forEach((vector, j) => local.set(vector, v128.load({ offset: 16 * j }, biasPointer)));
      rows.forEach((_, i) => {
        const outRow = outRows[i];
        bs.forEach((vector, j) => {
          const sum = sums[i * vectors + j];
          if (accumulate) local.set(sum, f32x4.add(sum, v128.load({ offset: outRow + 16 * j }, out)));
          if (bias) local.set(sum, f32x4.add(sum, vector));
          if (relu) local.set(sum, f32x4.max(sum, constant(0)));
        });
        bs.forEach((_vector, j) => v128.store({ offset: outRow + 16 * j }, out, sums[i * vectors + j]));
      });
    },
  );
}

/** a * b + c: fused, with one rounding, where the engine has relaxed SIMD. Leaves the value on the stack. */
export function multiplyAdd(a: Input<'v128'>, b: Input<'v128'>, c: Input<'v128'>) {
  return hasRelaxedSimd() ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

/** The same sum with fewer loops: those of one turn are left out, and a loop that goes on where its inner ends joins it. */
function simplified(loops: readonly SumLoop[]): SumLoop[] {
  const result: SumLoop[] = [];
  for (const loop of loops) {
    if (loop.count === 1) continue;
    const outer = result.at(-1);
    if (outer && outer.a === loop.count * loop.a && outer.b === loop.count * loop.b) {
      result[result.length - 1] = { ...loop, count: outer.count * loop.count };
    } else {
      result.push(loop);
    }
  }
  return result.length > 0 ? result : [{ count: 1, a: 0, b: 0 }];
}

/** All steps of a nest of loops in order: byte offsets in `a` and `b`. */
function offsets(loops: readonly SumLoop[]): [number, number][] {
  return loops.reduce<[number, number][]>(
    (starts, { count, a, b }) =>
      starts.flatMap(([aStart, bStart]) =>
        Array.from({ length: count }, (_, i): [number, number] => [aStart + i * a, bStart + i * b]),
      ),
    [[0, 0]],
  );
}
