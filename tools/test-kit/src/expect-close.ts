export interface Tolerance {
  /** Allowed difference as a share of the expected value. */
  relative: number;
  /** Allowed difference as a share of the largest expected value. */
  ofLargest: number;
}

/** Throws unless two arrays of numbers agree, with NaN and infinities in the same places; the error names the worst element and the difference. */
export function expectClose(
  what: string,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { relative, ofLargest }: Tolerance,
): void {
  if (actual.length !== expected.length) {
    throw new Error(`${what}: ${actual.length} values instead of ${expected.length}.`);
  }
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    if (Number.isFinite(expected[i])) largest = Math.max(largest, Math.abs(expected[i]));
  }
  let worst = -1;
  let worstExcess = 0;
  for (let i = 0; i < expected.length; i++) {
    if (actual[i] === expected[i] || Object.is(actual[i], expected[i])) continue;
    const allowed = relative * Math.abs(expected[i]) + ofLargest * largest;
    const excess = Math.abs(actual[i] - expected[i]) - allowed;
    if (!(excess <= worstExcess)) {
      worst = i;
      worstExcess = Number.isNaN(excess) ? Infinity : excess;
    }
  }
  if (worst >= 0) {
    throw new Error(
      `${what}: element ${worst} is ${actual[worst]} instead of ${expected[worst]}` +
        ` (allowed: ${relative} of it and ${ofLargest} of the largest, ${largest}).`,
    );
  }
}
