import * as tf from '@tensorflow/tfjs-layers';
import type { PartNames } from './block.js';
import { fanInUniform } from './initialization.js';

export interface ConvNormConfig {
  filters: number;
  kernelSize: number;
  strides: number;
  /** What tells the layers apart within the block: `1` names them conv1, bn1, relu1. */
  part: string;
  names: PartNames;
  useBias?: boolean;
  /** Whether a ReLU follows, default true. */
  relu?: boolean;
}

/** PyTorch's defaults of batch normalization (its momentum 0.1 is 0.9 in the sense of tfjs). */
export const batchNormDefaults = { epsilon: 1e-5, momentum: 0.9 } as const;

/**
 * Convolution, batch normalization and ReLU, padded as PyTorch's `padding=kernel_size // 2` does: (kernelSize - 1) / 2
 * zeros on every side. At stride 1 that is tfjs's `same`; at other strides `same` pads less before than
 * after, so the zeros get a layer of their own.
 *
 * Shapes: [batch, height, width, channels] -> [batch, ceil(height / strides), ceil(width / strides), filters].
 */
export function convNorm(input: tf.SymbolicTensor, config: ConvNormConfig): tf.SymbolicTensor {
  const { filters, kernelSize, strides, part, names, useBias = false, relu = true } = config;
  const border = (kernelSize - 1) / 2;
  const padsItself = strides > 1 && border > 0;
  let output = input;
  if (padsItself) {
    output = tf.layers
      .zeroPadding2d({
        padding: [
          [border, border],
          [border, border],
        ],
        name: names.layerName(`pad${part}`),
      })
      .apply(output) as tf.SymbolicTensor;
  }
  output = tf.layers
    .conv2d({
      filters,
      kernelSize,
      strides,
      padding: padsItself ? 'valid' : 'same',
      useBias,
      kernelInitializer: fanInUniform({ seed: names.seed(`conv${part}/kernel`) }),
      ...(useBias
        ? {
            biasInitializer: fanInUniform({
              seed: names.seed(`conv${part}/bias`),
              fanIn: kernelSize * kernelSize * input.shape[3]!,
            }),
          }
        : {}),
      name: names.layerName(`conv${part}`),
    })
    .apply(output) as tf.SymbolicTensor;
  output = tf.layers
    .batchNormalization({ ...batchNormDefaults, name: names.layerName(`bn${part}`) })
    .apply(output) as tf.SymbolicTensor;
  if (!relu) return output;
  return tf.layers
    .activation({ activation: 'relu', name: names.layerName(`relu${part}`) })
    .apply(output) as tf.SymbolicTensor;
}
