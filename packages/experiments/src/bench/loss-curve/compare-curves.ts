import type { DataRecord, Environment } from '../../results/types.js';

/** What `convstudy bench --loss-curve` writes. */
export interface LossCurves {
  environment: Environment;
  model: string;
  data: DataRecord;
  batchSize: number;
  seed: number;
  comparison: Comparison;
  /** Loss of each batch before its step. */
  simd: number[];
  pytorch: number[];
}

export interface Comparison {
  /** Steps that a smoothed value is the mean of. */
  window: number;
  /** Largest difference of the smoothed curves, and the number of its last step, counted from 1. */
  largest: number;
  largestAtStep: number;
  /** Largest difference of a single step. */
  largestUnsmoothed: number;
  /** Means over the last window. */
  finalSimd: number;
  finalPyTorch: number;
}

/** How far two loss curves are apart, smoothed by a moving mean. */
export function compareCurves(
  ours: readonly number[],
  theirs: readonly number[],
  window: number,
): Comparison {
  if (ours.length !== theirs.length) {
    throw new RangeError(`compareCurves: ${ours.length} losses cannot be compared with ${theirs.length}`);
  }
  const [a, b] = [movingMean(ours, window), movingMean(theirs, window)];
  const differences = a.map((value, i) => Math.abs(value - b[i]));
  const largest = Math.max(...differences);
  return {
    window,
    largest,
    largestAtStep: differences.indexOf(largest) + window,
    largestUnsmoothed: Math.max(...ours.map((value, i) => Math.abs(value - theirs[i]))),
    finalSimd: a[a.length - 1],
    finalPyTorch: b[b.length - 1],
  };
}

/** Means of every `window` neighbouring values; the first is that of the first `window` of them. */
export function movingMean(values: readonly number[], window: number): number[] {
  if (window < 1 || window > values.length) {
    throw new RangeError(
      `movingMean: window is ${window}; expected 1 to ${values.length}, the number of values`,
    );
  }
  return Array.from(
    { length: values.length - window + 1 },
    (_, i) => values.slice(i, i + window).reduce((sum, value) => sum + value, 0) / window,
  );
}
