import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { logits, meanLoss } from './step-parts.js';

/** Adam as PyTorch has it by default. */
export function adam(learningRate: number): tf.AdamOptimizer {
  return tf.train.adam(learningRate, 0.9, 0.999, 1e-8);
}

/**
 * Forward, backward and one step of the optimiser.
 *
 * @param images - [batch, height, width, channels]
 * @param labels - [batch], class numbers
 * @param training - whether dropout acts and batch normalisation uses the batch. Default true
 * @returns the mean loss and the logits [batch, classes] before the step, both the caller's to dispose of
 */
export function trainingStep(
  model: LayersModel,
  optimizer: tf.Optimizer,
  images: tf.Tensor4D,
  labels: tf.Tensor1D,
  training = true,
): { loss: tf.Scalar; outputs: tf.Tensor2D } {
  let outputs: tf.Tensor2D | undefined;
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const { value: loss, grads } = tf.variableGrads(() => {
    outputs = tf.keep(logits(model, images, training));
    return meanLoss(outputs, labels);
  }, variables);
  optimizer.applyGradients(grads);
  tf.dispose(grads);
  return { loss, outputs: outputs! };
}
