import * as tf from '@tensorflow/tfjs-layers';
import { dense } from './layers.js';

/** Options of {@link channelGates}. */
export interface ChannelAttentionOptions {
  /** Begins the names of its layers. */
  name: string;
  /** Of the model. */
  seed: number;
  /** How many channels there are to one hidden unit; it must divide the channels. Default 4. */
  ratio?: number;
}

/**
 * Squeeze-and-excitation: which of its channels an image needs, from the mean of each over the image.
 *
 * Source: Hu et al. 2018, "Squeeze-and-Excitation Networks" (https://arxiv.org/abs/1709.01507), made of layers that tfjs
 * has. The paper takes 16 channels to a hidden unit for nets of 64 channels and more; here there are fewer.
 *
 * @param features - [batch, height, width, channels]
 * @returns a number between 0 and 1 for each channel, [batch, 1, 1, channels]
 */
export function channelGates(
  features: tf.SymbolicTensor,
  { name, seed, ratio = 4 }: ChannelAttentionOptions,
): tf.SymbolicTensor {
  const channels = features.shape[3]!;
  if (channels % ratio !== 0) {
    throw new RangeError(`channelGates: ratio must divide the ${channels} channels, but is ${ratio}.`);
  }
  const means = tf.layers
    .globalAveragePooling2d({ dataFormat: 'channelsLast', name: `${name}_squeeze` })
    .apply(features) as tf.SymbolicTensor;
  const hidden = dense(means, { units: channels / ratio, activation: 'relu', name: `${name}_hidden`, seed });
  const gates = dense(hidden, { units: channels, activation: 'sigmoid', name: `${name}_gates`, seed });
  return tf.layers
    .reshape({ targetShape: [1, 1, channels], name: `${name}_reshape` })
    .apply(gates) as tf.SymbolicTensor;
}

/** The features times their {@link channelGates}. */
export function channelAttention(
  features: tf.SymbolicTensor,
  options: ChannelAttentionOptions,
): tf.SymbolicTensor {
  return tf.layers
    .multiply({ name: options.name })
    .apply([features, channelGates(features, options)]) as tf.SymbolicTensor;
}
