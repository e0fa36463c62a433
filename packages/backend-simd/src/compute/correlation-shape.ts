/** What a convolution and its input gradient have in common, whichever algorithm computes them. */
import type { Image } from '../wasm/image.js';

/** How outputs and taps lie along one dimension, for outputs at equal distances that share their taps. */
export interface Axis {
  /** Number of outputs. */
  count: number;
  /** Where the first output and the distance between two are in `out`. */
  outStart: number;
  outStep: number;
  /** Position of the first tap of the first output in the source; negative ones lie in the padding. */
  start: number;
  /** Distance in the source from output to output. */
  step: number;
  /** Distance in the source from tap to tap. */
  tapStep: number;
  /** Indices of the taps in the filter. */
  taps: readonly number[];
}

export interface Correlation {
  batch: number;
  source: Image;
  out: Image;
  /** All combinations of a vertical and a horizontal axis are computed; they cover the output exactly once. */
  vertical: readonly Axis[];
  horizontal: readonly Axis[];
  filter: {
    width: number;
    inChannels: number;
    outChannels: number;
    /** Sums run over the filter's output channels: the input gradient. */
    transposed: boolean;
  };
}
