import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { logits, meanLoss } from '../training/step-parts.js';
import { steppedLayers } from '../training/stepped-layers.js';

/** How large the loss's gradient is at one layer. */
export interface LayerGradient {
  layer: string;
  /** Mean of the absolute values over all its trainable weights. */
  meanAbsolute: number;
  /** Euclidean norm of all of them together. */
  norm: number;
}

/**
 * The gradient of the loss with respect to every layer's weights, in training mode, for one batch. The model is left as
 * it was: moving averages and the steps of dropout are put back.
 *
 * @param images - [batch, height, width, channels]
 * @param labels - [batch], class numbers
 * @returns the layers that have trainable weights, from the input to the output
 */
export async function gradientFlow(
  model: LayersModel,
  images: tf.Tensor4D,
  labels: tf.Tensor1D,
): Promise<LayerGradient[]> {
  const layers = model.layers.filter(({ trainableWeights }) => trainableWeights.length > 0);
  const variables = layers.map((layer) =>
    layer.trainableWeights.map((weight) => weight.read() as tf.Variable),
  );
  const steps = steppedLayers(model).map((layer) => ({ layer, step: layer.step }));
  const averages = model.nonTrainableWeights.map((weight) => ({ weight, value: tf.clone(weight.read()) }));
  const figures = tf.tidy(() => {
    const { grads } = tf.variableGrads(() => meanLoss(logits(model, images, true), labels), variables.flat());
    const rows = variables.map((own) => {
      const gradients = tf.concat1d(own.map(({ name }) => tf.reshape(grads[name], [-1])));
      return tf.stack([tf.mean(tf.abs(gradients)), tf.sqrt(tf.sum(tf.square(gradients)))]);
    });
    return tf.stack(rows) as tf.Tensor2D;
  });
  for (const { layer, step } of steps) layer.step = step;
  for (const { weight, value } of averages) weight.write(value);
  const values = await figures.array();
  tf.dispose([figures, averages.map(({ value }) => value)]);
  return layers.map(({ name: layer }, i) => ({ layer, meanAbsolute: values[i][0], norm: values[i][1] }));
}
