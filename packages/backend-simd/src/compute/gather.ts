/** Rows of a matrix by their numbers: reading them, as an embedding does, and adding to them, as its gradient does. */
import { f32, f32x4, i32, if_, local, v128 } from 'wasmati';

import { copyRun } from '../wasm/block-copy.js';
import { limitTo, range } from '../wasm/loops.js';
import { entry } from '../wasm/program.js';
import type { Runtime } from './runtime.js';

/** Floats that a task copies or adds, about. */
const CHUNK = 8192;
/** Columns that a task adds up: four cache lines. */
const COLUMNS = 64;

export interface GatherShape {
  batch: number;
  outer: number;
  /** Rows to choose from. */
  rows: number;
  /** Floats in a row. */
  columns: number;
  /** Rows to choose, for each batch. */
  count: number;
}

/**
 * out [batch, outer, count, columns] = the rows of x [batch, outer, rows, columns] that indices [batch, count] (integers
 * from 0 to rows - 1) name.
 */
export function gatherRows(rt: Runtime, shape: GatherShape, x: number, indices: number, out: number): void {
  const { batch, outer, rows, columns, count } = shape;
  const program = rt.programs.get('gather', () => ({
    entry: entry(
      [i32, i32, i32, i32, i32, i32, i32, v128],
      ([args, begin, end], [row, from, to, length, at, last, above, value]) => {
        const argument = (word: number) => i32.load({ offset: 4 * word }, args);
        local.set(length, i32.shl(argument(3), 2));
        local.set(row, i32.mul(begin, argument(7)));
        local.set(end, i32.mul(end, argument(7)));
        local.set(at, argument(8));
        limitTo(end, at);
        range(row, row, end, () => {
          local.set(above, i32.div_u(row, argument(4)));
          local.set(at, i32.mul(i32.div_u(above, argument(5)), argument(4)));
          local.set(at, i32.add(at, i32.rem_u(row, argument(4))));
          local.set(at, i32.load({}, i32.add(argument(1), i32.shl(at, 2))));
          local.set(at, i32.add(at, i32.mul(above, argument(6))));
          local.set(from, i32.add(argument(0), i32.mul(at, length)));
          local.set(to, i32.add(argument(2), i32.mul(row, length)));
          copyRun({ from, to, length, at, last }, value);
        });
      },
    ),
  }));
  const all = batch * outer * count;
  const rowsPerTask = Math.max(1, Math.floor(CHUNK / columns));
  const words = [x, indices, out, columns, count, outer, rows, rowsPerTask, all];
  rt.launcher.launch(program, Math.ceil(all / rowsPerTask), words);
}

export interface SegmentShape {
  /** Rows to add up. */
  rows: number;
  columns: number;
  segments: number;
}

/**
 * out [segments, columns]: the sums of those rows of x [rows, columns] that `ids` [rows] puts into each segment. Rows
 * with other numbers are left out.
 *
 * A task adds up some columns, of all rows in their order.
 */
export function segmentSums(rt: Runtime, shape: SegmentShape, x: number, ids: number, out: number): void {
  const { rows, columns, segments } = shape;
  const program = rt.programs.get('segment-sums', () => ({
    entry: entry(
      [i32, i32, i32, i32, i32, i32, i32, i32, i32, v128],
      ([args, begin, end], [task, row, rowsEnd, from, to, length, at, last, pitch, value]) => {
        const argument = (word: number) => i32.load({ offset: 4 * word }, args);
        local.set(pitch, i32.shl(argument(4), 2));
        range(task, begin, end, () => {
          local.set(length, i32.sub(argument(4), i32.mul(task, COLUMNS)));
          local.set(at, i32.const(COLUMNS));
          limitTo(length, at);
          local.set(length, i32.shl(length, 2));
          local.set(last, i32.and(length, -16));
          local.set(rowsEnd, argument(3));
          range(row, i32.const(0), rowsEnd, () => {
            local.set(to, i32.load({}, i32.add(argument(1), i32.shl(row, 2))));
            i32.lt_u(to, argument(5));
            if_(null, () => {
              local.set(at, i32.mul(task, 4 * COLUMNS));
              local.set(to, i32.add(i32.add(argument(2), at), i32.mul(to, pitch)));
              local.set(from, i32.add(i32.add(argument(0), at), i32.mul(row, pitch)));
              const vector = () => {
                local.set(value, v128.load({}, i32.add(to, at)));
                local.set(value, f32x4.add(value, v128.load({}, i32.add(from, at))));
                v128.store({}, i32.add(to, at), value);
              };
              range(at, i32.const(0), last, vector, 16);
              const float = () =>
                f32.store(
                  {},
                  i32.add(to, at),
                  f32.add(f32.load({}, i32.add(to, at)), f32.load({}, i32.add(from, at))),
                );
              range(at, at, length, float, 4);
            });
          });
        });
      },
    ),
  }));
  rt.memory.f32(out, segments * columns).fill(0);
  rt.launcher.launch(program, Math.ceil(columns / COLUMNS), [x, ids, out, rows, columns, segments]);
}
