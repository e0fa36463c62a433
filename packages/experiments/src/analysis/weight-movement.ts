import type { LayersModel } from '@tensorflow/tfjs-layers';
import { layerKernel } from '../models/layer-kernel.js';
import type { WeightMovement } from '../results/types.js';

/** A layer's kernel as plain numbers. */
export type KernelValues = Map<string, Float32Array>;

/** The part of a layer's weights that counts as lowest, and as highest. */
const TAIL = 0.01;

/** Copies the kernels of a model by layer: convolutions and dense layers, biases left out. */
export async function kernelValues(model: LayersModel): Promise<KernelValues> {
  const values: KernelValues = new Map();
  for (const layer of model.layers) {
    const kernel = layerKernel(layer);
    if (kernel) values.set(layer.name, Float32Array.from(await kernel.read().data()));
  }
  return values;
}

/**
 * How far the weights of one kernel have moved: the mean absolute change of the lowest hundredth of them (one at least), of
 * the highest, and of all between, by the values they had before.
 *
 * @param before - three values at least
 * @param after - the same weights in the same order
 * @throws RangeError if there are too few values, or not as many after as before
 */
export function weightMovement(before: Float32Array, after: Float32Array): WeightMovement {
  if (before.length < 3 || after.length !== before.length) {
    throw new RangeError(
      `weightMovement: before and after must have the same length, 3 at least, but have ${before.length} and ${after.length}.`,
    );
  }
  const sorted = before.toSorted();
  const tail = Math.max(1, Math.floor(TAIL * sorted.length));
  const [low, high] = [sorted[tail - 1], sorted[sorted.length - tail]];
  const groups = { lowest: { sum: 0, size: 0 }, middle: { sum: 0, size: 0 }, highest: { sum: 0, size: 0 } };
  before.forEach((value, i) => {
    const group = groups[value <= low ? 'lowest' : value >= high ? 'highest' : 'middle'];
    group.sum += Math.abs(after[i] - value);
    group.size++;
  });
  const mean = ({ sum, size }: { sum: number; size: number }) => (size === 0 ? 0 : sum / size);
  return { lowest: mean(groups.lowest), middle: mean(groups.middle), highest: mean(groups.highest) };
}
