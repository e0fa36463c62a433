/**
 * A strip of the output: one panel of columns, any number of rows at equal distances, covered by micro-kernels.
 */
import { $, call, f32, func, type Func, i32, local, type Local } from 'wasmati';

import { advance, times } from './loops.js';
import { microKernel, type MicroKernel, type SumLoop } from './micro-kernel.js';
import { balancedTiles, type TileShape } from './tile-shape.js';

export interface StripOptions {
  tile: TileShape;
  /** Number of rows, at least 1. */
  count: number;
  /** Distance of rows in `a`, in bytes. */
  aStride: number;
  /** Distance of rows in `out`, in bytes. */
  outStride: number;
  /** Columns to write: the tile's width, or fewer in the last panel. */
  columns: number;
  loops: readonly SumLoop[];
  accumulate?: boolean;
  bias?: boolean;
  relu?: boolean;
}

/** (a, b, out, bias, spare): `spare` points at {@link spareBytes} bytes. */
export type Strip = Func<['i32', 'i32', 'i32', 'i32', 'i32'], []>;

/** Scratch that a strip needs where it writes fewer columns than its tile has. */
export function spareBytes({ rows, vectors }: TileShape): number {
  return rows * vectors * 16;
}

export function strip(options: StripOptions): Strip {
  const { tile, count, aStride, outStride, columns, loops, accumulate = false, bias, relu } = options;
  const whole = columns === tile.vectors * 4;
  const spareStride = tile.vectors * 16;
  const runs = balancedTiles(count, tile.rows).map(({ rows, tiles }) => {
    const at = (stride: number) => Array.from({ length: rows }, (_, i) => i * stride);
    const kernel = microKernel({
      rows: at(aStride),
      outRows: at(whole ? outStride : spareStride),
      vectors: tile.vectors,
      loops,
      accumulate: accumulate && whole,
      bias,
      relu,
    });
    return { rows, tiles, kernel };
  });

  return func(
    { in: [i32, i32, i32, i32, i32], locals: [i32], out: [] },
    ([a, b, out, biases, spare], [n]) => {
      for (const { rows, tiles, kernel } of runs) {
        times(n, tiles, () => {
          callTile(kernel, a, b, whole ? out : spare, biases);
          if (!whole) copyColumns({ rows, columns, outStride, spareStride, accumulate }, spare, out);
          advance(a, rows * aStride);
          advance(out, rows * outStride);
        });
      }
    },
  );
}

function callTile(
  kernel: MicroKernel,
  ...args: [Local<'i32'>, Local<'i32'>, Local<'i32'>, Local<'i32'>]
): void {
  call(kernel, args);
}

interface Copy {
  rows: number;
  columns: number;
  outStride: number;
  spareStride: number;
  accumulate: boolean;
}

function copyColumns(copy: Copy, spare: Local<'i32'>, out: Local<'i32'>): void {
  for (let row = 0; row < copy.rows; row++) {
    for (let column = 0; column < copy.columns; column++) {
      const offset = row * copy.outStride + 4 * column;
      const value = () => f32.load({ offset: row * copy.spareStride + 4 * column }, spare);
      local.get(out);
      f32.store({ offset }, $, copy.accumulate ? f32.add(value(), f32.load({ offset }, out)) : value());
    }
  }
}
