import type * as tf from '@tensorflow/tfjs-core';
import type { Shape, SymbolicTensor, layers } from '@tensorflow/tfjs-layers';

// tfjs-layers does not export the types of these arguments; they are read off what it does export.

/** The options every tfjs layer takes: `name`, `trainable`, `inputShape`, `batchInputShape`, `dtype` and so on. */
export type LayerConfig = NonNullable<Parameters<typeof layers.flatten>[0]>;

/** The keyword arguments of a layer's `call`. */
export interface CallOptions {
  training?: boolean;
  [option: string]: unknown;
}

/** What `apply` takes and returns: eager or symbolic tensors, one or several. */
export type Applied = tf.Tensor | tf.Tensor[] | SymbolicTensor | SymbolicTensor[];

/** The one tensor that a layer with a single input is called with. */
export function singleTensor(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
  return Array.isArray(inputs) ? inputs[0] : inputs;
}

/** The one shape that a layer with a single input is built for. */
export function singleShape(shape: Shape | Shape[]): Shape {
  return Array.isArray(shape[0]) ? shape[0] : (shape as Shape);
}
