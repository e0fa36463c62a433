import * as tf from '@tensorflow/tfjs-core';
import type { Image } from './flattened-images.js';

/** How a weight of tfjs lies in PyTorch. */
export interface WeightLayout {
  /** Name of the parameter or buffer within its module. */
  name: string;
  /** In PyTorch. */
  shape: number[];
  /** A new tensor in PyTorch's layout. */
  toPyTorch: (weight: tf.Tensor) => tf.Tensor;
  /** The way back. */
  fromPyTorch: (value: tf.Tensor) => tf.Tensor;
}

/** Parameters and buffers with one value for each feature. */
const VECTORS: Readonly<Record<string, string>> = {
  bias: 'bias',
  gamma: 'weight',
  beta: 'bias',
  moving_mean: 'running_mean',
  moving_variance: 'running_var',
};

/**
 * The layout of a weight: kernels [...window, in, out] of tfjs are [out, in, ...window] in PyTorch, of convolutions and
 * dense layers alike; vectors are the same. Where the features are those of a flattened image, they are put in order.
 *
 * @param name - as tfjs has it: `kernel`, `bias`, `gamma`, ...
 * @param image - size of the flattened image that the layer takes, if it takes one
 * @returns undefined for a weight that PyTorch is not known to have
 */
export function weightLayout(
  name: string,
  shape: readonly number[],
  image: Image | undefined,
): WeightLayout | undefined {
  const rank = shape.length;
  if (name === 'kernel' && rank >= 2) {
    const [inputs, outputs] = shape.slice(-2);
    if (image && rank === 2)
      return layout('weight', shape, [...image, outputs], [3, 2, 0, 1], [outputs, inputs]);
    const window = shape.slice(0, -2);
    const order = [rank - 1, rank - 2, ...window.keys()];
    return layout('weight', shape, shape, order, [outputs, inputs, ...window]);
  }
  if (!Object.hasOwn(VECTORS, name) || rank !== 1) return undefined;
  // The bias of a dense layer has its outputs' order, which is no image's.
  if (image && name !== 'bias') return layout(VECTORS[name], shape, image, [2, 0, 1], shape);
  return layout(VECTORS[name], shape, shape, [0], shape);
}

/** Unfolds a weight into `axes`, puts these in another order, and folds them into the shape of PyTorch. */
function layout(
  name: string,
  shape: readonly number[],
  axes: readonly number[],
  order: readonly number[],
  theirs: readonly number[],
): WeightLayout {
  const back = order.map((_, axis) => order.indexOf(axis));
  const reorder = (x: tf.Tensor, from: readonly number[], by: readonly number[], to: readonly number[]) =>
    tf.tidy(() => tf.reshape(tf.transpose(tf.reshape(x, [...from]), [...by]), [...to]));
  return {
    name,
    shape: [...theirs],
    toPyTorch: (weight) => reorder(weight, axes, order, theirs),
    fromPyTorch: (value) =>
      reorder(
        value,
        order.map((axis) => axes[axis]),
        back,
        shape,
      ),
  };
}
