import { incompleteBeta } from './incomplete-beta.js';
import { variance } from './moments.js';

/**
 * The F-test: whether two samples come from normal distributions of one variance.
 *
 * @param a - two values at least, as b
 * @returns the two-sided p value; where one sample does not vary, 0, where neither does, 1
 */
export function varianceTest(a: readonly number[], b: readonly number[]): number {
  const [ofA, ofB] = [variance(a), variance(b)];
  if (ofA === 0 || ofB === 0) return ofA === ofB ? 1 : 0;
  const [dfA, dfB] = [a.length - 1, b.length - 1];
  // P(F > ofA / ofB)
  const upper = incompleteBeta((dfB * ofB) / (dfB * ofB + dfA * ofA), dfB / 2, dfA / 2);
  return Math.min(1, 2 * Math.min(upper, 1 - upper));
}
