import type { LayerComparison, OfBoth } from '../../analysis/compare-layers.js';

/** Results of {@link LayerComparison}, with what is measured of some layers only. */
export interface LayerComparisonRecord extends LayerComparison {
  /** Attention: smallest and largest value of the mask of one image, for one initial kernel each. */
  masks?: { low: number; high: number }[];
  /** Activations: the derivative where the input is exactly 0. */
  gradientAtZero?: OfBoth<number>;
}
