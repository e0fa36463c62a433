/**
 * Loops that reduce the result of a plan: over the rows (leaving one value a column, as the statistics of batch
 * normalisation) or over the columns (leaving one value a row, as a softmax's sums).
 */
import { br_if, f32, f32x4, i32, i32x4, i8x16, if_, local, type Local, loop, v128 } from 'wasmati';

import { range } from '../wasm/loops.js';
import type { Entry } from '../wasm/program.js';
import { constant } from '../wasm/vector-math.js';
import { forTaskRows, pooledEntry } from './elementwise-program.js';
import { Emitter, storeFloats } from './emitter.js';
import type { Reduction } from './node.js';
import type { Plan } from './plan.js';

export type Reducer = Reduction['reducer'];

type Vector = Local<'v128'>;

/** Vectors per iteration, and so accumulators: enough to hide the latency of an addition. */
const VECTORS = 4;

const reducers = {
  sum: { identity: 0, combine: (a: Vector, b: Vector) => f32x4.add(a, b) },
  max: { identity: -Infinity, combine: (a: Vector, b: Vector) => f32x4.max(a, b) },
};

/** Sets every accumulator to the reducer's identity. */
function clear(accumulators: readonly Vector[], reducer: Reducer): void {
  for (const accumulator of accumulators) local.set(accumulator, constant(reducers[reducer].identity));
}

/** How a reduction of [groups, rows, columns] over its rows is cut, by shape alone. */
export interface RowsCut {
  readonly rowsPerBlock: number;
  readonly blocks: number;
  readonly columnsPerTask: number;
  readonly columnBlocks: number;
  /** Rows that are read for some columns before the same rows are read for the next: they stay in the L1 cache. */
  readonly rowsPerTile: number;
}

const FLOATS_PER_TASK = 32_768;
const COLUMNS_PER_TASK = 1024;
const FLOATS_PER_TILE = 2048;

export function cutRows(rows: number, columns: number): RowsCut {
  const columnsPerTask = Math.min(columns, COLUMNS_PER_TASK);
  const rowsPerBlock = Math.floor(FLOATS_PER_TASK / columnsPerTask);
  return {
    rowsPerBlock,
    blocks: Math.ceil(rows / rowsPerBlock),
    columnsPerTask,
    columnBlocks: Math.ceil(columns / columnsPerTask),
    rowsPerTile: Math.max(8, Math.floor(FLOATS_PER_TILE / columnsPerTask)),
  };
}

/** The first words of {@link reduceRowsProgram}'s argument block. */
export function rowsArguments(
  { rows, columns }: { rows: number; columns: number },
  cut: RowsCut,
  results: readonly number[],
): number[] {
  const { rowsPerBlock, blocks, columnsPerTask, columnBlocks, rowsPerTile } = cut;
  return [rows, columns, rowsPerBlock, blocks, columnsPerTask, columnBlocks, rowsPerTile, ...results];
}

/**
 * Reduces blocks of rows of all roots of a plan, and writes the values that the plan stores. Arguments: those of
 * {@link rowsArguments}, with a pointer to the results of each root, then the emitter's. The inputs are
 * [groups, rows, columns]; task t reduces column block t mod columnBlocks of a block of rows into that block's row
 * of the results, [groups * blocks, columns].
 */
export function reduceRowsProgram(plan: Plan, reducer: Reducer): Entry {
  const { combine } = reducers[reducer];
  const roots = plan.results.length;
  const counts = Emitter.locals(plan, VECTORS);
  const locals = { integers: counts.integers + 16 + roots, vectors: counts.vectors + roots * VECTORS };
  return pooledEntry(locals, ([args, begin, end], pool) => {
    const [rows, columns, column, columnEnd] = [
      pool.integer(),
      pool.integer(),
      pool.integer(),
      pool.integer(),
    ];
    const [block, columnBegin] = [pool.integer(), pool.integer()];
    const [rowBegin, rowEnd, tile, tileEnd, row] = [
      pool.integer(),
      pool.integer(),
      pool.integer(),
      pool.integer(),
      pool.integer(),
    ];
    const [full, rowOffset, rest] = [pool.integer(), pool.integer(), pool.integer()];
    const results = plan.results.map(() => pool.integer());
    const emitter = new Emitter(plan, pool, VECTORS);
    const accumulators = results.map(() => Array.from({ length: VECTORS }, () => pool.vector()));
    const position = { full, row: rowOffset };
    const argument = (word: number) => i32.load({ offset: 4 * word }, args);
    const lowerTo = (value: Local<'i32'>, limit: Local<'i32'>) => {
      i32.gt_s(value, limit);
      if_(null, () => local.set(value, limit));
    };

    /** Reduces `4 * vectors` columns from `column` on, of the rows of a tile. */
    const reduceColumns = (
      vectors: number,
      write: {
        values: () => void;
        result: (results: Local<'i32'>, accumulator: Vector, lane: number) => void;
      },
    ) => {
      const used = accumulators.map((ofRoot) => ofRoot.slice(0, vectors));
      local.set(rowOffset, i32.shl(column, 2));
      emitter.loadRowLeaves(position, vectors);
      i32.eq(tile, rowBegin);
      if_(
        null,
        () => clear(used.flat(), reducer),
        () => {
          used.forEach((ofRoot, root) => {
            ofRoot.forEach((accumulator, lane) => {
              local.set(accumulator, v128.load({ offset: 16 * lane }, i32.add(results[root], rowOffset)));
            });
          });
        },
      );
      range(row, local.get(tile), tileEnd, () => {
        local.set(full, i32.shl(i32.add(i32.mul(row, columns), column), 2));
        emitter.beginRow(row);
        emitter.body(position, vectors, false);
        write.values();
        used.forEach((ofRoot, root) => {
          ofRoot.forEach((accumulator, lane) => {
            local.set(accumulator, combine(accumulator, emitter.result(lane, root)));
          });
        });
      });
      used.forEach((ofRoot, root) => {
        ofRoot.forEach((accumulator, lane) => write.result(results[root], accumulator, lane));
      });
    };
    const whole = (vectors: number) => ({
      values: () => emitter.store(position, vectors),
      result: (to: Local<'i32'>, accumulator: Vector, lane: number) =>
        v128.store({ offset: 16 * lane }, i32.add(to, rowOffset), accumulator),
    });
    const tail = {
      values: () => emitter.storeTail(position, rest),
      result: (to: Local<'i32'>, accumulator: Vector) => storeFloats(to, rowOffset, accumulator, rest),
    };

    emitter.prologue(args, 7 + roots);
    local.set(rows, argument(0));
    local.set(columns, argument(1));
    range(begin, local.get(begin), end, () => {
      local.set(block, i32.div_u(begin, argument(5)));
      local.set(columnBegin, i32.mul(i32.rem_u(begin, argument(5)), argument(4)));
      local.set(columnEnd, i32.add(columnBegin, argument(4)));
      lowerTo(columnEnd, columns);
      results.forEach((result, root) => {
        local.set(result, i32.add(argument(7 + root), i32.shl(i32.mul(block, columns), 2)));
      });
      // rowBegin: the block's first row within its group, then within the whole input.
      local.set(rowBegin, i32.mul(i32.rem_u(block, argument(3)), argument(2)));
      local.set(rowEnd, i32.add(rowBegin, argument(2)));
      lowerTo(rowEnd, rows);
      local.set(row, i32.mul(i32.div_u(block, argument(3)), rows));
      local.set(rowBegin, i32.add(rowBegin, row));
      local.set(rowEnd, i32.add(rowEnd, row));

      local.set(tile, rowBegin);
      loop(null, (again) => {
        local.set(tileEnd, i32.add(tile, argument(6)));
        lowerTo(tileEnd, rowEnd);
        const width = 4 * VECTORS;
        local.set(rest, i32.add(columnBegin, i32.and(i32.sub(columnEnd, columnBegin), -width)));
        range(column, local.get(columnBegin), rest, () => reduceColumns(VECTORS, whole(VECTORS)), width);
        local.set(rest, i32.add(columnBegin, i32.and(i32.sub(columnEnd, columnBegin), -4)));
        range(column, local.get(column), rest, () => reduceColumns(1, whole(1)), 4);
        local.set(rest, i32.sub(columnEnd, column));
        i32.gt_s(rest, 0);
        if_(null, () => reduceColumns(1, tail));
        local.set(tile, tileEnd);
        i32.lt_s(tile, rowEnd);
        br_if(again);
      });
    });
  });
}

/**
 * Reduces every row. Arguments: rows, columns, rows per task, number of floats of the whole input (the last row
 * may be shorter than the others), pointer to the results, then the emitter's.
 */
export function reduceColumnsProgram(plan: Plan, reducer: Reducer): Entry {
  const { combine, identity } = reducers[reducer];
  const counts = Emitter.locals(plan, VECTORS);
  const locals = { integers: counts.integers + 8, vectors: counts.vectors + VECTORS + 2 };
  return pooledEntry(locals, ([args, begin, end], pool) => {
    const [columns, length, vectorEnd, column] = [
      pool.integer(),
      pool.integer(),
      pool.integer(),
      pool.integer(),
    ];
    const [rowBase, full, rowOffset, result] = [
      pool.integer(),
      pool.integer(),
      pool.integer(),
      pool.integer(),
    ];
    const emitter = new Emitter(plan, pool, VECTORS);
    const accumulators = Array.from({ length: VECTORS }, () => pool.vector());
    const [total, mask] = [accumulators[0], pool.vector()];
    const swapped = pool.vector();
    const position = { full, row: rowOffset };
    const load = (vectors: number) => {
      local.set(rowOffset, i32.shl(column, 2));
      local.set(full, i32.add(rowBase, rowOffset));
      emitter.body(position, vectors, true);
    };

    emitter.prologue(args, 5);
    local.set(columns, i32.load({ offset: 4 }, args));
    local.set(result, i32.load({ offset: 16 }, args));
    forTaskRows(args, begin, end, (row) => {
      emitter.beginRow(row);
      local.set(rowBase, i32.mul(row, columns));
      local.set(length, i32.sub(i32.load({ offset: 12 }, args), rowBase));
      i32.gt_s(length, columns);
      if_(null, () => local.set(length, columns));
      local.set(rowBase, i32.shl(rowBase, 2));
      clear(accumulators, reducer);
      const wide = () => {
        load(VECTORS);
        accumulators.forEach((accumulator, lane) =>
          local.set(accumulator, combine(accumulator, emitter.result(lane))),
        );
      };
      local.set(vectorEnd, i32.and(length, -4 * VECTORS));
      range(column, i32.const(0), vectorEnd, wide, 4 * VECTORS);
      for (const accumulator of accumulators.slice(1)) local.set(total, combine(total, accumulator));
      const tail = () => {
        load(1);
        // Lanes behind the row's end count for nothing.
        i32x4.lt_s(v128.const('i32x4', [0, 1, 2, 3]), i32x4.splat(i32.sub(length, column)));
        local.set(mask);
        local.set(swapped, v128.bitselect(emitter.result(0), constant(identity), mask));
        local.set(total, combine(total, swapped));
      };
      range(column, local.get(column), length, tail, 4);
      for (const lanes of [
        [8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7],
        [4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11],
      ]) {
        local.set(swapped, i8x16.shuffle(lanes, total, total));
        local.set(total, combine(total, swapped));
      }
      f32.store({}, i32.add(result, i32.shl(row, 2)), f32x4.extract_lane(0, total));
    });
  });
}
