import { i32, if_, type Local, local, v128 } from 'wasmati';

import { range } from '../wasm/loops.js';
import { entry, type Entry } from '../wasm/program.js';
import { Emitter, LocalPool } from './emitter.js';
import type { Plan } from './plan.js';

/** Floats that one task of a flat loop handles. */
export const CHUNK = 8192;
/** Vectors per iteration: two, which V8 may join into a wide one. */
const VECTORS = 2;

/** Declares `integers` and `vectors` locals, and hands them out through a pool. */
export function pooledEntry(
  counts: { integers: number; vectors: number },
  body: (args: Parameters<Parameters<typeof entry>[1]>[0], pool: LocalPool) => void,
): Entry {
  const types = [
    ...Array.from({ length: counts.integers }, () => i32),
    ...Array.from({ length: counts.vectors }, () => v128),
  ];
  return entry(types as unknown as [typeof i32], (args, locals) => {
    const all = locals as unknown as Local[];
    body(
      args,
      new LocalPool(
        all.slice(0, counts.integers) as Local<'i32'>[],
        all.slice(counts.integers) as Local<'v128'>[],
      ),
    );
  });
}

/**
 * The loop of a plan whose leaves are read in full or are scalars. Arguments: the number of floats, then the
 * emitter's. A task is {@link CHUNK} floats; the last vector may run over the end into the padding.
 */
export function flatProgram(plan: Plan): Entry {
  const counts = Emitter.locals(plan, VECTORS);
  return pooledEntry({ ...counts, integers: counts.integers + 1 }, ([args, begin, end], pool) => {
    const offset = pool.integer();
    const emitter = new Emitter(plan, pool, VECTORS);
    const position = { full: offset, row: offset };
    emitter.prologue(args, 1);
    local.set(end, i32.mul(end, CHUNK));
    i32.gt_s(end, i32.load({}, args));
    if_(null, () => local.set(end, i32.load({}, args)));
    // Counted in floats, so that no byte offset beyond 2 GiB is compared as a negative number.
    range(
      begin,
      i32.mul(begin, CHUNK),
      end,
      () => {
        local.set(offset, i32.shl(begin, 2));
        emitter.body(position, VECTORS, true);
        emitter.store(position, VECTORS);
      },
      4 * VECTORS,
    );
  });
}

/**
 * The loop of a plan with leaves that are read by row or by column. Arguments: rows, columns, rows per task,
 * then the emitter's. A task is a block of rows; nothing behind a row's end is written.
 */
export function rowsProgram(plan: Plan): Entry {
  const counts = Emitter.locals(plan, VECTORS);
  return pooledEntry({ ...counts, integers: counts.integers + 7 }, ([args, begin, end], pool) => {
    const [columns, vectorEnd, column, rest] = [
      pool.integer(),
      pool.integer(),
      pool.integer(),
      pool.integer(),
    ];
    const [rowBase, full, rowOffset] = [pool.integer(), pool.integer(), pool.integer()];
    const emitter = new Emitter(plan, pool, VECTORS);
    const position = { full, row: rowOffset };
    const locate = () => {
      local.set(rowOffset, i32.shl(column, 2));
      local.set(full, i32.add(rowBase, rowOffset));
    };
    emitter.prologue(args, 3);
    local.set(columns, i32.load({ offset: 4 }, args));
    local.set(vectorEnd, i32.and(columns, -4 * VECTORS));
    forTaskRows(args, begin, end, (row) => {
      emitter.beginRow(row);
      local.set(rowBase, i32.shl(i32.mul(row, columns), 2));
      const vectors = () => {
        locate();
        emitter.body(position, VECTORS, true);
        emitter.store(position, VECTORS);
      };
      range(column, i32.const(0), vectorEnd, vectors, 4 * VECTORS);
      local.set(rest, i32.sub(columns, vectorEnd));
      i32.ge_s(rest, 4);
      if_(null, () => {
        locate();
        emitter.body(position, 1, true);
        emitter.store(position, 1);
        local.set(column, i32.add(column, 4));
        local.set(rest, i32.sub(rest, 4));
      });
      i32.gt_s(rest, 0);
      if_(null, () => {
        locate();
        emitter.body(position, 1, true);
        emitter.storeTail(position, rest);
      });
    });
  });
}

/**
 * Loops over the rows of the tasks `begin` to `end`. Argument words 0 to 2: rows, columns, rows per task.
 * Both locals are used up.
 */
export function forTaskRows(
  args: Local<'i32'>,
  begin: Local<'i32'>,
  end: Local<'i32'>,
  body: (row: Local<'i32'>) => void,
): void {
  local.set(end, i32.mul(end, i32.load({ offset: 8 }, args)));
  i32.gt_s(end, i32.load({}, args));
  if_(null, () => local.set(end, i32.load({}, args)));
  range(begin, i32.mul(begin, i32.load({ offset: 8 }, args)), end, () => body(begin));
}
