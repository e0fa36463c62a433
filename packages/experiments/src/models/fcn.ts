import { subSeed } from '@convstudy/blocks-residual';
import { seededDropout } from '@convstudy/layers-custom';
import * as tf from '@tensorflow/tfjs-layers';
import type { ModelOptions } from './definition.js';
import { dense } from './layers.js';

/** The fully connected net of study 1.1: 512 ReLU BN, 256 ReLU, dropout 0.4, logits; or with other widths. */
export function fcn(
  { inputShape, numClasses = 10, seed }: ModelOptions,
  [first, second]: readonly [number, number] = [512, 256],
): tf.LayersModel {
  const images = tf.input({ shape: inputShape, name: 'images' });
  let features = tf.layers.flatten({ name: 'flatten' }).apply(images) as tf.SymbolicTensor;
  features = dense(features, { units: first, activation: 'relu', name: 'dense1', seed });
  // PyTorch's defaults; its momentum 0.1 is 0.9 in the sense of tfjs.
  features = tf.layers
    .batchNormalization({ epsilon: 1e-5, momentum: 0.9, name: 'bn1' })
    .apply(features) as tf.SymbolicTensor;
  features = dense(features, { units: second, activation: 'relu', name: 'dense2', seed });
  features = seededDropout({ rate: 0.4, seed: subSeed(seed, 'dropout'), name: 'dropout' }).apply(
    features,
  ) as tf.SymbolicTensor;
  const logits = dense(features, { units: numClasses, name: 'logits', seed });
  return tf.model({ inputs: images, outputs: logits, name: 'FCN' });
}

/** The deeper fully connected net of study 1.2: 512, 256, 128, 64 and 32 units with ReLU, logits; or with other widths. */
export function deepFcn(
  { inputShape, numClasses = 10, seed }: ModelOptions,
  widths: readonly number[] = [512, 256, 128, 64, 32],
): tf.LayersModel {
  const images = tf.input({ shape: inputShape, name: 'images' });
  let features = tf.layers.flatten({ name: 'flatten' }).apply(images) as tf.SymbolicTensor;
  widths.forEach((units, index) => {
    features = dense(features, { units, activation: 'relu', name: `dense${index + 1}`, seed });
  });
  const logits = dense(features, { units: numClasses, name: 'logits', seed });
  return tf.model({ inputs: images, outputs: logits, name: 'FCN' });
}
