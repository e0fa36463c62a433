import { incompleteBeta } from './incomplete-beta.js';
import { lineThrough } from './line.js';
import { mean, variance } from './moments.js';

/** The chance that a variable with Student's t distribution is at least as far from 0 as t, on either side. */
export function twoSided(t: number, degreesOfFreedom: number): number {
  return incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
}

/**
 * Welch's t-test: whether two samples come from distributions of one mean, whatever their variances.
 *
 * @param a - two values at least, as b
 * @returns the two-sided p value; where neither sample varies, 1 for equal means and 0 for others
 */
export function welchTest(a: readonly number[], b: readonly number[]): number {
  const [ofA, ofB] = [variance(a) / a.length, variance(b) / b.length];
  const difference = mean(a) - mean(b);
  if (ofA + ofB === 0) return difference === 0 ? 1 : 0;
  const degreesOfFreedom = (ofA + ofB) ** 2 / (ofA ** 2 / (a.length - 1) + ofB ** 2 / (b.length - 1));
  return twoSided(difference / Math.sqrt(ofA + ofB), degreesOfFreedom);
}

/**
 * The paired t-test: whether the differences of pairs have the mean 0.
 *
 * @param a - two values at least
 * @param b - as many; `b[i]` belongs to `a[i]`
 * @param inflation - how many times the standard error is taken, where pairs depend on each other; default 1
 * @returns the two-sided p value; where the differences do not vary, 1 if they are 0, else 0
 */
export function pairedTest(a: readonly number[], b: readonly number[], inflation = 1): number {
  const differences = a.map((value, i) => value - b[i]);
  const squaredError = variance(differences) / differences.length;
  if (squaredError === 0) return mean(differences) === 0 ? 1 : 0;
  return twoSided(mean(differences) / (inflation * Math.sqrt(squaredError)), differences.length - 1);
}

/**
 * The least-squares line through values at equal distances, and whether its slope is 0.
 *
 * @param values - three at least
 * @returns slope per step, and the two-sided p value
 */
export function slopeTest(values: readonly number[]): { slope: number; p: number } {
  const n = values.length;
  const { slope, squares, spread } = lineThrough(values);
  if (squares === 0) return { slope, p: slope === 0 ? 1 : 0 };
  return { slope, p: twoSided(slope / Math.sqrt(squares / (n - 2) / spread), n - 2) };
}
