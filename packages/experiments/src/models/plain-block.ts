import { type Block, fanInUniform, subSeed } from '@convstudy/blocks-residual';
import * as tf from '@tensorflow/tfjs-layers';

/**
 * The basic residual block without its shortcut: twice a 3x3 convolution without bias, batch normalisation and ReLU, the first
 * convolution with the stride. Initial weights, padding and normalisation are those of `basicBlock`, so that the shortcut is
 * all that differs (He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, 2015, figure 3, middle).
 *
 * Shapes: [batch, height, width, channels] -> [batch, ceil(height / strides), ceil(width / strides), filters].
 *
 * @param config.name - prefix of the layers' names, used once per model
 */
export function plainBlock({
  filters,
  strides = 1,
  seed,
  name,
}: {
  filters: number;
  strides?: number;
  seed: number;
  name: string;
}): Block {
  const unit = (input: tf.SymbolicTensor, number: number, step: number) => {
    const layers = [
      tf.layers.zeroPadding2d({ padding: 1, name: `${name}_pad${number}` }),
      tf.layers.conv2d({
        filters,
        kernelSize: 3,
        strides: step,
        padding: 'valid',
        useBias: false,
        kernelInitializer: fanInUniform({ seed: subSeed(seed, `conv${number}/kernel`) }),
        name: `${name}_conv${number}`,
      }),
      tf.layers.batchNormalization({ epsilon: 1e-5, momentum: 0.9, name: `${name}_bn${number}` }),
      tf.layers.activation({ activation: 'relu', name: `${name}_relu${number}` }),
    ];
    return layers.reduce((features, layer) => layer.apply(features) as tf.SymbolicTensor, input);
  };
  return (input) => unit(unit(input, 1, strides), 2, 1);
}
