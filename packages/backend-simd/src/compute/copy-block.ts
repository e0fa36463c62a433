/**
 * Copies of n-dimensional blocks from one place in memory to another, each with its own strides: slices, padding,
 * concatenation, transposition, reversal and repetition are all of this kind. The code knows the number of axes and
 * how the last one lies; lengths and strides are arguments, so that it serves every shape.
 */
import { blockCopyProgram, type InnerAxis, LINE } from '../wasm/block-copy.js';
import type { Runtime } from './runtime.js';

/** Where a block lies in memory. */
export interface Block {
  /** Pointer to the first element. */
  readonly pointer: number;
  /** Distance of neighbours along each axis, in floats: negative where an axis is read backwards, 0 where it repeats. */
  readonly strides: readonly number[];
}

interface Axis {
  readonly length: number;
  /** Distances in bytes. */
  readonly from: number;
  readonly to: number;
}

/** Floats that a task copies, about. */
const CHUNK = 8192;

/**
 * Copies a block of `shape`. The target is dense along the last axis, and does not overlap with the source or, along any
 * axis, with itself.
 */
export function copyBlock(rt: Runtime, shape: readonly number[], from: Block, to: Block): void {
  if (shape.includes(0)) return;
  copyAxes(rt, simplified(shape, from.strides, to.strides), from.pointer, to.pointer);
}

function copyAxes(rt: Runtime, axes: Axis[], from: number, to: number): void {
  const last = axes[axes.length - 1];
  const kind = kindOf(axes);
  if (kind !== 'transposed' && axes.length === 1 && last.length > 2 * CHUNK) {
    // One long run, cut into rows; the rest by itself.
    const rows = Math.floor(last.length / CHUNK);
    const cut: Axis[] = [
      { length: rows, from: CHUNK * last.from, to: CHUNK * last.to },
      { ...last, length: CHUNK },
    ];
    copyAxes(rt, cut, from, to);
    const done = rows * CHUNK;
    if (done === last.length) return;
    return copyAxes(
      rt,
      [{ ...last, length: last.length - done }],
      from + done * last.from,
      to + done * last.to,
    );
  }
  if (kind === 'transposed') {
    // The axis along which the source is dense goes before the last.
    const dense = axes.findIndex((axis) => axis.from === 4);
    axes.splice(axes.length - 2, 0, ...axes.splice(dense, 1));
  }
  if (axes.length === 1) axes.unshift({ length: 1, from: 0, to: 0 });
  const rows = axes[axes.length - 2];
  const outer = axes.slice(0, -2);
  const allRows = outer.reduce((product, { length }) => product * length, rows.length);
  let rowsPerTask = Math.max(1, Math.floor(CHUNK / last.length));
  if (kind === 'transposed') rowsPerTask = Math.ceil(rowsPerTask / LINE) * LINE;
  const program = rt.programs.get(`copy-block ${kind} ${axes.length}`, () => ({
    entry: blockCopyProgram(kind, outer.length),
  }));
  const words = [from, to, last.length, last.from, rows.length, rows.from, rows.to, rowsPerTask, allRows];
  for (const axis of outer) words.push(axis.length, axis.from, axis.to);
  rt.launcher.launch(program, Math.ceil(allRows / rowsPerTask), words);
}

function kindOf(axes: readonly Axis[]): InnerAxis {
  const { from } = axes[axes.length - 1];
  if (from === 4) return 'run';
  if (from === 0) return 'fill';
  return axes.some((axis) => axis.from === 4) ? 'transposed' : 'strided';
}

/** The axes in bytes and in the target's order, without those of length 1, and with neighbours joined that continue each other. */
function simplified(
  shape: readonly number[],
  fromStrides: readonly number[],
  toStrides: readonly number[],
): Axis[] {
  const axes: Axis[] = [];
  for (let i = 0; i < shape.length; i++) {
    if (shape[i] === 1) continue;
    const axis = { length: shape[i], from: 4 * fromStrides[i], to: 4 * toStrides[i] };
    const before = axes[axes.length - 1];
    if (before && before.from === axis.from * axis.length && before.to === axis.to * axis.length) {
      axes[axes.length - 1] = { ...axis, length: before.length * axis.length };
    } else {
      axes.push(axis);
    }
  }
  const last = axes[axes.length - 1];
  // A target with gaps is one of runs of one float.
  if (!last || last.to !== 4) axes.push({ length: 1, from: 4, to: 4 });
  return axes;
}

/** Strides of a dense tensor, one for every axis. */
export function denseStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}
