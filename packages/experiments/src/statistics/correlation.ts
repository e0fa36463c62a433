/**
 * Pearson's correlation of two lists of equal length, at least 2; undefined where all values of one are the same.
 *
 * @throws RangeError if they differ in length
 */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number | undefined {
  if (a.length !== b.length) {
    throw new RangeError(
      `correlation: a and b must have the same length, but have ${a.length} and ${b.length}.`,
    );
  }
  let [sumA, sumB] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    sumA += a[i];
    sumB += b[i];
  }
  const [meanA, meanB] = [sumA / a.length, sumB / a.length];
  let [squaresA, squaresB, products] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] - meanA, b[i] - meanB];
    squaresA += x * x;
    squaresB += y * y;
    products += x * y;
  }
  if (squaresA === 0 || squaresB === 0) return undefined;
  // Rounding can take it a little beyond.
  return Math.min(1, Math.max(-1, products / Math.sqrt(squaresA * squaresB)));
}
