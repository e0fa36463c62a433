import type { LayersModel } from '@tensorflow/tfjs-layers';
import { layerKernel } from '../models/layer-kernel.js';

/** How the values of one layer's kernel are distributed. */
export interface WeightDistribution {
  layer: string;
  min: number;
  max: number;
  mean: number;
  standardDeviation: number;
  /** Counts in bins of equal width from `range[0]` to `range[1]`; values beyond are in the outermost ones. */
  counts: number[];
  range: [number, number];
}

/**
 * The distribution of every kernel of a model: convolutions and dense layers, biases left out.
 *
 * @param options.bins - number of bins, default 40
 * @param options.ranges - what the bins cover, by layer, so that epochs can be compared; default the smallest and
 *   largest value
 * @throws RangeError if `bins` is not a whole number of at least 1
 */
export async function weightDistributions(
  model: LayersModel,
  options: { bins?: number; ranges?: Readonly<Record<string, [number, number]>> } = {},
): Promise<WeightDistribution[]> {
  const { bins = 40, ranges = {} } = options;
  if (!Number.isInteger(bins) || bins < 1) {
    throw new RangeError(`weightDistributions: bins must be a whole number of at least 1, but is ${bins}.`);
  }
  const distributions: WeightDistribution[] = [];
  for (const layer of model.layers) {
    const kernel = layerKernel(layer);
    if (!kernel) continue;
    const values = await kernel.read().data();
    distributions.push({ layer: layer.name, ...distribution(values, bins, ranges[layer.name]) });
  }
  return distributions;
}

function distribution(values: ArrayLike<number>, bins: number, given?: [number, number]) {
  let [min, max, sum] = [Infinity, -Infinity, 0];
  for (let i = 0; i < values.length; i++) {
    min = Math.min(min, values[i]);
    max = Math.max(max, values[i]);
    sum += values[i];
  }
  const mean = sum / values.length;
  const range = given ?? ([min, max] as [number, number]);
  const width = (range[1] - range[0]) / bins;
  const counts = new Array<number>(bins).fill(0);
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    squares += (values[i] - mean) ** 2;
    // All values the same: they are in the first bin.
    const bin = width > 0 ? Math.floor((values[i] - range[0]) / width) : 0;
    counts[Math.min(bins - 1, Math.max(0, bin))]++;
  }
  return { min, max, mean, standardDeviation: Math.sqrt(squares / values.length), counts, range };
}
