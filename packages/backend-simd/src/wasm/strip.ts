/**
 * A strip of the output: one panel of columns, any number of rows at equal distances, covered by micro-kernels.
 */
import {
  $,
  block,
  br,
  br_if,
  call,
  f32,
  func,
  type Func,
  i32,
  type Input,
  local,
  type Local,
  loop,
  select,
} from 'wasmati';

import { advance, times } from './loops.js';
import { microKernel, type MicroKernel, type SumLoop } from './micro-kernel.js';
import { balancedTiles, type TileShape } from './tile-shape.js';

type Integer = Local<'i32'>;

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
  const { runs, emitTile } = tiling(options);
  return func(
    { in: [i32, i32, i32, i32, i32], locals: [i32], out: [] },
    ([a, b, out, biases, spare], [n]) => {
      for (const run of runs) times(n, run.tiles, () => emitTile(run, a, b, out, biases, spare));
    },
  );
}

/** A strip of which each call computes some tiles. */
export interface StripPart {
  /** Number of tiles of the whole strip. */
  tiles: number;
  /** The most rows that a tile has. */
  tileRows: number;
  /** Emits the number of the row where a tile begins, also for the tile behind the last one. */
  rowOf: (tile: Integer) => Input<'i32'>;
  /** (a, b, out, bias, spare, first, end): computes these tiles; `a` and `out` are where the first one begins. */
  compute: Func<['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'], []>;
}

export function stripPart(options: StripOptions): StripPart {
  const { runs, emitTile } = tiling(options);
  const large = runs.length > 1 ? runs[0].tiles : 0;
  const small = runs[runs.length - 1];
  return {
    tiles: large + small.tiles,
    tileRows: runs[0].rows,
    rowOf: (tile) => {
      const rows = i32.mul(tile, small.rows);
      if (large === 0) return rows;
      // The larger tiles have one row more, and come first.
      local.get(tile);
      i32.const(large);
      i32.lt_u(tile, large);
      select();
      return i32.add(rows, $);
    },
    compute: func(
      { in: [i32, i32, i32, i32, i32, i32, i32], locals: [], out: [] },
      ([a, b, out, biases, spare, first, end]) => {
        let before = 0;
        for (const run of runs) {
          before += run.tiles;
          block(null, (done) => {
            loop(null, (again) => {
              if (before < large + small.tiles) {
                i32.ge_u(first, before);
                br_if(done);
              }
              i32.ge_u(first, end);
              br_if(done);
              emitTile(run, a, b, out, biases, spare);
              advance(first, 1);
              br(again);
            });
          });
        }
      },
    ),
  };
}

interface Run {
  rows: number;
  tiles: number;
  kernel: MicroKernel;
}

/** The tiles of a strip, and the code that computes one and moves `a` and `out` to the next. */
function tiling(options: StripOptions) {
  const { tile, count, aStride, outStride, columns, loops, accumulate = false, bias, relu } = options;
  const whole = columns === tile.vectors * 4;
  const spareStride = tile.vectors * 16;
  const runs = balancedTiles(count, tile.rows).map(({ rows, tiles }): Run => {
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
  const emitTile = (
    { rows, kernel }: Run,
    ...[a, b, out, biases, spare]: [Integer, Integer, Integer, Integer, Integer]
  ) => {
    callTile(kernel, a, b, whole ? out : spare, biases);
    if (!whole) copyColumns({ rows, columns, outStride, spareStride, accumulate }, spare, out);
    advance(a, rows * aStride);
    advance(out, rows * outStride);
  };
  return { runs, emitTile };
}

function callTile(kernel: MicroKernel, ...args: [Integer, Integer, Integer, Integer]): void {
  call(kernel, args);
}

interface Copy {
  rows: number;
  columns: number;
  outStride: number;
  spareStride: number;
  accumulate: boolean;
}

function copyColumns(copy: Copy, spare: Integer, out: Integer): void {
  for (let row = 0; row < copy.rows; row++) {
    for (let column = 0; column < copy.columns; column++) {
      const offset = row * copy.outStride + 4 * column;
      const value = () => f32.load({ offset: row * copy.spareStride + 4 * column }, spare);
      local.get(out);
      f32.store({ offset }, $, copy.accumulate ? f32.add(value(), f32.load({ offset }, out)) : value());
    }
  }
}
