import { subSeed } from '@convstudy/blocks-residual';
import { seededDropout } from '@convstudy/layers-custom';
import * as tf from '@tensorflow/tfjs-layers';
import type { ModelOptions } from './definition.js';
import { conv2d, dense } from './layers.js';

/** A convolution of a plain CNN. It keeps the size and has a ReLU. */
export interface PlainConvolution {
  kernelSize: number;
  filters: number;
  /** Whether 2x2 max pooling follows, default true. An odd last row or column is dropped. */
  pool?: boolean;
}

export interface PlainCnnLayers {
  name: string;
  convolutions: readonly PlainConvolution[];
  /** Units of the dense layer with ReLU before the logits. */
  hiddenUnits: number;
  /** Share of the hidden units that dropout silences in training; without it there is no dropout. */
  dropoutRate?: number;
}

/**
 * A CNN without shortcuts: convolutions (`conv1`, `conv2`, ...) with max pooling (`pool1`, ...), a hidden dense layer
 * (`dense1`), dropout, logits. The other files of this folder say with which layers.
 */
export function plainCnn(
  { inputShape, numClasses = 10, seed }: ModelOptions,
  { name, convolutions, hiddenUnits, dropoutRate }: PlainCnnLayers,
): tf.LayersModel {
  const images = tf.input({ shape: inputShape, name: 'images' });
  let features = images;
  convolutions.forEach(({ kernelSize, filters, pool = true }, index) => {
    const number = index + 1;
    features = conv2d(features, { filters, kernelSize, activation: 'relu', name: `conv${number}`, seed });
    if (pool) {
      features = tf.layers
        .maxPooling2d({ poolSize: 2, strides: 2, name: `pool${number}` })
        .apply(features) as tf.SymbolicTensor;
    }
  });
  features = tf.layers.flatten({ name: 'flatten' }).apply(features) as tf.SymbolicTensor;
  features = dense(features, { units: hiddenUnits, activation: 'relu', name: 'dense1', seed });
  if (dropoutRate !== undefined) {
    features = seededDropout({
      rate: dropoutRate,
      seed: subSeed(seed, 'dropout'),
      name: 'dropout',
    }).apply(features) as tf.SymbolicTensor;
  }
  const logits = dense(features, { units: numClasses, name: 'logits', seed });
  return tf.model({ inputs: images, outputs: logits, name });
}
