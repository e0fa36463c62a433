/** Where an n-dimensional block lies in memory, in floats. */
export interface Block {
  readonly start: number;
  /** Distance between neighbours along each axis; the last axis is dense. */
  readonly strides: readonly number[];
}

/** Below this length a loop is faster than a call of copyWithin. */
const SHORT_RUN = 16;

/**
 * Copies a block of `shape` from one place of `floats` to another, with possibly different strides: what slicing,
 * padding and concatenation have in common. The two places must not overlap.
 */
export function copyBlock(floats: Float32Array, shape: readonly number[], from: Block, to: Block): void {
  // Axes at the end that are dense in both places are one run.
  let run = 1;
  let outer = shape.length;
  while (outer > 0 && (from.strides[outer - 1] ?? 1) === run && (to.strides[outer - 1] ?? 1) === run) {
    run *= shape[outer - 1];
    outer--;
  }
  const copyRun =
    run < SHORT_RUN
      ? (source: number, target: number) => {
          for (let i = 0; i < run; i++) floats[target + i] = floats[source + i];
        }
      : (source: number, target: number) => {
          floats.copyWithin(target, source, source + run);
        };
  const copy = (axis: number, source: number, target: number) => {
    if (axis === outer) return copyRun(source, target);
    const length = shape[axis];
    const [sourceStride, targetStride] = [from.strides[axis], to.strides[axis]];
    for (let i = 0; i < length; i++) copy(axis + 1, source + i * sourceStride, target + i * targetStride);
  };
  if (run > 0) copy(0, from.start, to.start);
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
