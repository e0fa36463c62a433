import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** The model's output; in training mode dropout acts and batch normalisation uses and records the batch. */
export function logits(model: LayersModel, images: tf.Tensor4D, training: boolean): tf.Tensor2D {
  return model.apply(images, { training }) as tf.Tensor2D;
}

/** Mean softmax cross-entropy of logits [batch, classes] against class numbers [batch]. */
export function meanLoss(outputs: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  return tf.tidy(() => tf.losses.softmaxCrossEntropy(tf.oneHot(labels, outputs.shape[1]), outputs));
}

/** How many rows have their largest logit at their label. */
export function hits(outputs: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  return tf.tidy(() => tf.sum<tf.Scalar>(tf.cast(tf.equal(tf.argMax(outputs, 1), labels), 'int32')));
}

/** Reads and disposes of two scalars. Not by `dataSync`, which WebGPU has only by way of a slow copy. */
export async function readScalars(a: tf.Scalar, b: tf.Scalar): Promise<[number, number]> {
  const [[x], [y]] = await Promise.all([a.data(), b.data()]);
  tf.dispose([a, b]);
  return [x, y];
}

/** Lets signals, timers and the display have their turn: reading a tensor of a CPU backend does not. */
export function letOthersRun(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
