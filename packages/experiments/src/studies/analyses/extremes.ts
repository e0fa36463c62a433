/** The smallest and the largest of some numbers, with so many decimals. */
export function extremes(values: readonly number[], digits: number): [string, string] {
  return [Math.min(...values).toFixed(digits), Math.max(...values).toFixed(digits)];
}
