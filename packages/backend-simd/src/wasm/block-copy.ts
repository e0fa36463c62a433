/** The loops that copy n-dimensional blocks of floats from memory to memory. */
import { f32, i32, type Local, local, v128 } from 'wasmati';

import { limitTo, range, repeatWhile } from './loops.js';
import { transpose } from './packing.js';
import { type Entry, entry } from './program.js';

type Integer = Local<'i32'>;
type Vector = Local<'v128'>;

/**
 * How the last axis, whose target is dense, is read: `run` is dense, `fill` repeats one value, `strided` has gaps, and
 * so has `transposed`, where the source is dense along the axis before it.
 */
export type InnerAxis = 'run' | 'fill' | 'strided' | 'transposed';

/** Rows of a target that a transposition writes side by side: a cache line of the source. */
export const LINE = 16;

/** Locals of {@link blockCopyProgram}, all distances in bytes. */
interface Locals {
  /** Where a row begins, and from row to row. */
  from: Integer;
  to: Integer;
  fromRow: Integer;
  toRow: Integer;
  /** Rows to copy. */
  count: Integer;
  /** Length of a row. */
  length: Integer;
  /** From element to element of a row in the source. */
  stride: Integer;
  at: Integer;
  temporaries: [Integer, Integer];
}

/**
 * A task copies rows: the last axis is a row, the one before it counts them, and `outer` axes are around them.
 *
 * Arguments: source, target, floats in a row, distance of its elements in the source; rows, their distances in source
 * and target; rows per task, rows in all; then for each outer axis its length and its distances in source and target.
 * Lengths are counts, distances bytes.
 */
export function blockCopyProgram(inner: InnerAxis, outer: number): Entry {
  return entry(
    [i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, ...Array<typeof v128>(8).fill(v128)],
    ([args, begin, end], all) => {
      const integers = all.slice(0, 11) as Integer[];
      const vectors = all.slice(11) as Vector[];
      const [next, from, to, fromRow, toRow, count, length, stride, at, row, index] = integers;
      const locals: Locals = {
        ...{ from, to, fromRow, toRow, count, length, stride, at },
        temporaries: [row, index],
      };
      const argument = (word: number) => i32.load({ offset: 4 * word }, args);
      local.set(length, i32.shl(argument(2), 2));
      local.set(stride, argument(3));
      local.set(fromRow, argument(5));
      local.set(toRow, argument(6));
      local.set(next, i32.mul(begin, argument(7)));
      local.set(end, i32.mul(end, argument(7)));
      local.set(at, argument(8));
      limitTo(end, at);
      repeatWhile(
        () => i32.lt_u(next, end),
        () => {
          local.set(row, i32.rem_u(next, argument(4)));
          local.set(index, i32.div_u(next, argument(4)));
          local.set(from, i32.add(argument(0), i32.mul(row, fromRow)));
          local.set(to, i32.add(argument(1), i32.mul(row, toRow)));
          for (let axis = outer - 1; axis >= 0; axis--) {
            const first = 9 + 3 * axis;
            local.set(at, i32.rem_u(index, argument(first)));
            local.set(from, i32.add(from, i32.mul(at, argument(first + 1))));
            local.set(to, i32.add(to, i32.mul(at, argument(first + 2))));
            local.set(index, i32.div_u(index, argument(first)));
          }
          // On to where these rows end, or the task's.
          local.set(count, i32.sub(argument(4), row));
          local.set(at, i32.sub(end, next));
          limitTo(count, at);
          local.set(next, i32.add(next, count));
          if (inner === 'transposed') {
            transposeRows(LINE, locals, vectors);
            transposeRows(1, locals, vectors);
          } else {
            range(row, i32.const(0), count, () => {
              copyRow(inner, locals, vectors);
              move(from, fromRow);
              move(to, toRow);
            });
          }
        },
      );
    },
  );
}

const move = (pointer: Integer, distance: Integer) => local.set(pointer, i32.add(pointer, distance));

function copyRow(
  inner: 'run' | 'fill' | 'strided',
  { from, to, length, stride, at, temporaries: [, last] }: Locals,
  [value]: readonly Vector[],
): void {
  if (inner === 'run') {
    copyRun({ from, to, length, at, last }, value);
  } else if (inner === 'fill') {
    local.set(value, v128.load32_splat({}, from));
    writeRun({ to, length, at, last }, value);
  } else {
    local.set(last, from);
    const copy = () => {
      f32.store({}, i32.add(to, at), f32.load({}, last));
      move(last, stride);
    };
    range(at, i32.const(0), length, copy, 4);
  }
}

/** Copies `length` bytes, a multiple of 4; `at` and `last` are lost. */
export function copyRun(
  { from, ...target }: Record<'from' | 'to' | 'length' | 'at' | 'last', Integer>,
  value: Vector,
): void {
  const { at } = target;
  writeRun(target, value, {
    vector: (offset) => local.set(value, v128.load({ offset }, i32.add(from, at))),
    float: () => local.set(value, v128.load32_zero({}, i32.add(from, at))),
  });
}

/** Writes `value` to `length` bytes; before each time `next` may set it. */
function writeRun(
  { to, length, at, last }: Record<'to' | 'length' | 'at' | 'last', Integer>,
  value: Vector,
  next?: { vector: (offset: number) => void; float: () => void },
): void {
  const writeVector = (offset: number) => {
    next?.vector(offset);
    v128.store({ offset }, i32.add(to, at), value);
  };
  const writeFloat = () => {
    next?.float();
    v128.store32_lane({}, 0, i32.add(to, at), value);
  };
  local.set(last, i32.and(length, -64));
  range(at, i32.const(0), last, () => [0, 16, 32, 48].forEach(writeVector), 64);
  local.set(last, i32.and(length, -16));
  range(at, at, last, () => writeVector(0), 16);
  range(at, at, length, writeFloat, 4);
}

/** Copies rows of the target, `lines` at a time, from as many neighbours in the source, while there are so many. */
function transposeRows(lines: number, locals: Locals, vectors: readonly Vector[]): void {
  const { from, to, toRow, count, length, stride, at, temporaries } = locals;
  const [source, target] = temporaries;
  const copyTile = (first: number) => {
    local.set(source, from);
    for (const vector of vectors.slice(0, 4)) {
      local.set(vector, v128.load({ offset: 4 * first }, source));
      move(source, stride);
    }
    transpose(vectors);
    for (const vector of vectors.slice(0, 4)) {
      v128.store({}, target, vector);
      move(target, toRow);
    }
  };
  const columns = (width: number, copy: () => void) => {
    repeatWhile(
      () => i32.le_u(i32.add(at, 4 * width), length),
      () => {
        local.set(target, i32.add(to, at));
        copy();
        local.set(at, i32.add(at, 4 * width));
        for (let column = 0; column < width; column++) move(from, stride);
      },
    );
  };
  repeatWhile(
    () => i32.ge_u(count, lines),
    () => {
      local.set(at, i32.const(0));
      if (lines > 1) {
        columns(4, () => {
          for (let first = 0; first < lines; first += 4) copyTile(first);
        });
      }
      columns(1, () => {
        for (let line = 0; line < lines; line++) {
          f32.store({}, target, f32.load({ offset: 4 * line }, from));
          move(target, toRow);
        }
      });
      // Back to the first column.
      local.set(from, i32.sub(from, i32.mul(i32.shr_u(length, 2), stride)));
      local.set(from, i32.add(from, 4 * lines));
      local.set(to, i32.add(to, i32.mul(toRow, lines)));
      local.set(count, i32.sub(count, lines));
    },
  );
}
