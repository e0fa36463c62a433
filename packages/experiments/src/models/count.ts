import type * as tf from '@tensorflow/tfjs-layers';
import { layerKernel } from './layer-kernel.js';

/** Number of trainable parameters. Batch normalization's moving statistics are not among them. */
export function parameterCount(model: tf.LayersModel): number {
  return model.trainableWeights.reduce((sum, weight) => sum + sizeOf(weight.shape), 0);
}

/**
 * Multiply-adds of one image's forward pass: those of the convolutions and dense layers, since the rest is small
 * beside them. Every element of a layer's kernel is used once per row and column of its output.
 *
 * @throws If a layer's output size is unknown (a model built for images of any size).
 */
export function multiplyAdds(model: tf.LayersModel): number {
  return model.layers.reduce((sum, layer) => {
    const kernel = layerKernel(layer);
    if (!kernel) return sum;
    const positions = (layer.outputShape as tf.Shape).slice(1, -1);
    if (positions.includes(null)) {
      throw new RangeError(
        `multiplyAdds: the output size of layer "${layer.name}" must be known, ` +
          `but it is ${JSON.stringify(layer.outputShape)}.`,
      );
    }
    return sum + sizeOf(kernel.shape) * sizeOf(positions);
  }, 0);
}

function sizeOf(shape: tf.Shape): number {
  return shape.reduce<number>((product, size) => product * size!, 1);
}
