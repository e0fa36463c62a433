/**
 * Packing: the right-hand matrix of a product in panels as wide as the micro-kernel's tile, so that it reads
 * them from front to back.
 */
import { f32, func, type Func, i32, i8x16, local, type Local, v128 } from 'wasmati';

import { advance, times } from './loops.js';

export interface PackingOptions {
  /** Rows of the panel: the length of the sum. */
  depth: number;
  /** Columns there are, at most `4 * vectors`; what the panel's others hold is never used. */
  columns: number;
  /** Width of the panel in vectors of four floats. */
  vectors: number;
  /** Bytes from row to row of the source, or from column to column if it is `transposed`. */
  stride: number;
  /** The source holds columns as its rows. */
  transposed: boolean;
}

/** (source, panel): both point at the first of `depth` rows. */
export type Packing = Func<['i32', 'i32'], []>;

export function packing(options: PackingOptions): Packing {
  return options.transposed ? transposing(options) : copying(options);
}

function copying({ depth, vectors, stride }: PackingOptions): Packing {
  return func({ in: [i32, i32], locals: [i32], out: [] }, ([source, panel], [n]) => {
    if (depth === 0) return;
    times(n, depth, () => {
      // Past the last column this reads the next row, or the padding behind the matrix.
      for (let j = 0; j < vectors; j++)
        v128.store({ offset: 16 * j }, panel, v128.load({ offset: 16 * j }, source));
      advance(source, stride);
      advance(panel, 16 * vectors);
    });
  });
}

function transposing({ depth, columns, vectors, stride }: PackingOptions): Packing {
  const locals = [i32, ...Array<typeof v128>(8).fill(v128)] as const;
  return func({ in: [i32, i32], locals: [...locals], out: [] }, ([source, panel], all) => {
    const n = all[0];
    const block = all.slice(1) as Local<'v128'>[];
    const width = 16 * vectors;
    // Columns that do not exist are given the last one's values.
    const column = (j: number) => Math.min(j, columns - 1) * stride;
    if (depth >= 4) {
      times(n, Math.floor(depth / 4), () => {
        for (let j = 0; j < vectors; j++) {
          for (let i = 0; i < 4; i++) {
            local.set(block[i], v128.load({ offset: column(4 * j + i) }, source));
          }
          transpose(block);
          for (let i = 0; i < 4; i++) v128.store({ offset: i * width + 16 * j }, panel, block[i]);
        }
        advance(source, 16);
        advance(panel, 4 * width);
      });
    }
    for (let row = 0; row < depth % 4; row++) {
      for (let j = 0; j < 4 * vectors; j++) {
        f32.store({ offset: row * width + 4 * j }, panel, f32.load({ offset: column(j) + 4 * row }, source));
      }
    }
  });
}

/** Transposes the 4 x 4 matrix in the first four locals; the next four are used on the way. */
export function transpose(block: readonly Local<'v128'>[]): void {
  const [a, b, c, d, p, q, r, s] = block as [
    Local<'v128'>,
    Local<'v128'>,
    Local<'v128'>,
    Local<'v128'>,
    Local<'v128'>,
    Local<'v128'>,
    Local<'v128'>,
    Local<'v128'>,
  ];
  local.set(p, lanes([0, 4, 1, 5], a, b));
  local.set(q, lanes([2, 6, 3, 7], a, b));
  local.set(r, lanes([0, 4, 1, 5], c, d));
  local.set(s, lanes([2, 6, 3, 7], c, d));
  local.set(a, lanes([0, 1, 4, 5], p, r));
  local.set(b, lanes([2, 3, 6, 7], p, r));
  local.set(c, lanes([0, 1, 4, 5], q, s));
  local.set(d, lanes([2, 3, 6, 7], q, s));
}

/** Four lanes out of the eight of two vectors. */
function lanes(indices: readonly [number, number, number, number], x: Local<'v128'>, y: Local<'v128'>) {
  const bytes = indices.flatMap((lane) => [4 * lane, 4 * lane + 1, 4 * lane + 2, 4 * lane + 3]);
  return i8x16.shuffle(bytes, x, y);
}
