import { util } from '@tensorflow/tfjs-core';

import type { Mode } from './node.js';

/** How a tensor is read by an elementwise operation with a larger result. */
export type Access = { readonly mode: Mode; readonly columns: number };

const FULL: Access = { mode: 'full', columns: 0 };
const SCALAR: Access = { mode: 'scalar', columns: 0 };

/**
 * How elements of `shape` are found when it is broadcast to `outShape`, or null where neither one pass over rows
 * nor one over columns describes it (as for [2, 1, 3] in [2, 5, 3]... and deeper interleavings).
 */
export function access(shape: readonly number[], outShape: readonly number[]): Access | null {
  if (isSameShape(shape, outShape)) return FULL;
  const runs = broadcastRuns(shape, outShape);
  if (runs.length === 0) return FULL;
  const [first, second] = runs as [Run, Run?];
  if (!second) return first.repeats ? SCALAR : FULL;
  if (runs.length > 2) return null;
  return first.repeats ? { mode: 'row', columns: second.length } : { mode: 'column', columns: second.length };
}

export function isSameShape(a: readonly number[], b: readonly number[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Neighbouring axes of the result that a tensor either has itself or is repeated along. */
export interface Run {
  readonly repeats: boolean;
  readonly length: number;
}

/** The axes of a broadcast result, axes of length 1 left out, neighbours of one kind joined. */
export function broadcastRuns(shape: readonly number[], outShape: readonly number[]): Run[] {
  const runs: { repeats: boolean; length: number }[] = [];
  const missing = outShape.length - shape.length;
  outShape.forEach((length, axis) => {
    if (length === 1) return;
    const repeats = axis < missing || shape[axis - missing] === 1;
    const last = runs[runs.length - 1];
    if (last && last.repeats === repeats) last.length *= length;
    else runs.push({ repeats, length });
  });
  return runs;
}

/** Writes `source` out in full, however its runs interleave. */
export function writeBroadcast(source: Float32Array, runs: readonly Run[], target: Float32Array): void {
  const write = (depth: number, from: number, to: number): { read: number; written: number } => {
    const run = runs[depth];
    if (!run) {
      target[to] = source[from];
      return { read: 1, written: 1 };
    }
    if (!run.repeats && depth === runs.length - 1) {
      target.set(source.subarray(from, from + run.length), to);
      return { read: run.length, written: run.length };
    }
    const first = write(depth + 1, from, to);
    let { read, written } = first;
    for (let i = 1; i < run.length; i++) {
      if (run.repeats) {
        target.copyWithin(to + written, to, to + first.written);
        written += first.written;
      } else {
        const next = write(depth + 1, from + read, to + written);
        read += next.read;
        written += next.written;
      }
    }
    return { read, written };
  };
  if (util.sizeFromShape(runs.map(({ length }) => length)) > 0) write(0, 0, 0);
}
