import { fanInUniform, subSeed } from '@convstudy/blocks-residual';
import * as tf from '@tensorflow/tfjs-layers';

interface LayerOptions {
  /** Name of the layer, unique within the model; the layer's sub-seeds are drawn from it. */
  name: string;
  /** Seed of the model. */
  seed: number;
  activation?: 'relu' | 'sigmoid';
}

/** A dense layer with PyTorch's initial weights. */
export function dense(
  input: tf.SymbolicTensor,
  { units, name, seed, activation }: LayerOptions & { units: number },
): tf.SymbolicTensor {
  return tf.layers
    .dense({ units, activation, name, ...initializers(name, seed, input.shape.at(-1)!) })
    .apply(input) as tf.SymbolicTensor;
}

/** A convolution with stride 1 that keeps the images' size, with PyTorch's initial weights. */
export function conv2d(
  input: tf.SymbolicTensor,
  { filters, kernelSize, name, seed, activation }: LayerOptions & { filters: number; kernelSize: number },
): tf.SymbolicTensor {
  const fanIn = kernelSize * kernelSize * input.shape[3]!;
  return tf.layers
    .conv2d({
      filters,
      kernelSize,
      padding: 'same',
      activation,
      name,
      ...initializers(name, seed, fanIn),
    })
    .apply(input) as tf.SymbolicTensor;
}

function initializers(name: string, seed: number, fanIn: number) {
  return {
    kernelInitializer: fanInUniform({ seed: subSeed(seed, `${name}/kernel`) }),
    biasInitializer: fanInUniform({ seed: subSeed(seed, `${name}/bias`), fanIn }),
  };
}
