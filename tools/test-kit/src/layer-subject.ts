import type * as tf from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';

/** A layer under test. */
export interface LayerSubject<L extends layers.Layer = layers.Layer> {
  /** Makes a new layer with the same options each time. */
  create: () => L;
  /** Input shapes without the batch axis, such as `[5, 4, 3]`; every check runs on each of them. Keep them small. */
  inputShapes: number[][];
  /**
   * Puts a layer that has a state back to where it began, such as the step of a layer that draws random numbers:
   * `(layer) => { layer.step = 0; }`. It is called before each call of the layer.
   */
  reset?: (layer: L) => void;
  /**
   * The layer's input for a shape with batch axis. By default distinct values between -1 and 1, none of them near 0,
   * so that a maximum or a rectifier has its gradient measured on one side of its kink.
   */
  input?: (shape: number[]) => tf.Tensor;
}

/** Calls a layer as a training step or as inference does, from the beginning of its random numbers. */
export function call<L extends layers.Layer>(
  subject: LayerSubject<L>,
  layer: L,
  input: tf.Tensor,
  training: boolean,
): tf.Tensor {
  subject.reset?.(layer);
  const output = layer.apply(input, { training }) as tf.Tensor | tf.Tensor[];
  if (Array.isArray(output))
    throw new Error(`${layer.name} has ${output.length} outputs; the kit takes one.`);
  return output;
}
