import { subSeed } from '@convstudy/blocks-residual';
import { seededDropout } from '@convstudy/layers-custom';
import * as tf from '@tensorflow/tfjs-layers';
import type { ModelOptions } from './definition.js';
import { conv2d, dense } from './layers.js';

/** A convolution of a plain CNN. It keeps the size and has a ReLU. */
export interface PlainConvolution {
  /** Of several sizes there is a convolution each, side by side, with their outputs concatenated in this order. */
  kernelSize: number | readonly number[];
  /** Of each of them. */
  filters: number;
  /** Whether 2x2 max pooling follows, default true. An odd last row or column is dropped. */
  pool?: boolean;
}

export interface PlainCnnLayers {
  name: string;
  convolutions: readonly PlainConvolution[];
  /** Whether a batch normalization (`bn1`, `bn2`, ...) stands between each convolution and its ReLU, default false. */
  batchNormalization?: boolean;
  /** Units of the dense layer with ReLU before the logits. */
  hiddenUnits: number;
  /** Share of the hidden units that dropout silences in training; without it there is no dropout. */
  dropoutRate?: number;
}

/**
 * A CNN without shortcuts: convolutions (`conv1`, `conv2`, ...; where several stand side by side `conv1_3x3`, `conv1_1x1`,
 * ..., joined by `concat1`) with max pooling (`pool1`, ...), a hidden dense layer (`dense1`), dropout, logits. The other
 * files of this folder say with which layers.
 */
export function plainCnn(
  { inputShape, numClasses = 10, seed }: ModelOptions,
  { name, convolutions, batchNormalization = false, hiddenUnits, dropoutRate }: PlainCnnLayers,
): tf.LayersModel {
  const images = tf.input({ shape: inputShape, name: 'images' });
  let features = images;
  convolutions.forEach(({ kernelSize, filters, pool = true }, index) => {
    const number = index + 1;
    const input = features;
    const activation = batchNormalization ? undefined : 'relu';
    const convolution = (size: number, name: string) =>
      conv2d(input, { filters, kernelSize: size, activation, name, seed });
    features =
      typeof kernelSize === 'number'
        ? convolution(kernelSize, `conv${number}`)
        : (tf.layers
            .concatenate({ name: `concat${number}` })
            .apply(
              kernelSize.map((size) => convolution(size, `conv${number}_${size}x${size}`)),
            ) as tf.SymbolicTensor);
    if (batchNormalization) features = normalizedReLU(features, number);
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

/** Batch normalization with PyTorch's defaults (its momentum 0.1 is 0.9 in the sense of tfjs), and a ReLU. */
function normalizedReLU(input: tf.SymbolicTensor, number: number): tf.SymbolicTensor {
  const normalized = tf.layers
    .batchNormalization({ epsilon: 1e-5, momentum: 0.9, name: `bn${number}` })
    .apply(input);
  return tf.layers
    .activation({ activation: 'relu', name: `relu${number}` })
    .apply(normalized) as tf.SymbolicTensor;
}
