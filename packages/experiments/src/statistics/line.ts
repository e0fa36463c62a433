import { mean } from './moments.js';

/** The least-squares line through values at equal distances. */
export interface Line {
  /** Change from one value to the next. */
  slope: number;
  /** Sum of the squared distances of the values from it. */
  squares: number;
  /** Sum of the squared distances of the positions from their middle. */
  spread: number;
}

/** @param values - two at least */
export function lineThrough(values: readonly number[]): Line {
  const [middle, height] = [(values.length - 1) / 2, mean(values)];
  let [spread, products] = [0, 0];
  values.forEach((value, x) => {
    spread += (x - middle) ** 2;
    products += (x - middle) * (value - height);
  });
  const slope = products / spread;
  const squares = values.reduce((sum, value, x) => sum + (value - height - slope * (x - middle)) ** 2, 0);
  return { slope, squares, spread };
}
