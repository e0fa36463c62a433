import type * as tf from '@tensorflow/tfjs-layers';
import { layerKernel } from './layer-kernel.js';

/** What one layer costs. */
export interface LayerCost {
  layer: string;
  /** Its class, such as `Conv2D`. */
  type: string;
  /** Of one image: [height, width, channels], or [units]; null where the model leaves a size open. */
  outputShape: (number | null)[];
  /** Trainable parameters. */
  parameters: number;
  /** Multiply-adds of one image's forward pass. */
  multiplyAdds: number;
}

/**
 * Parameters and multiply-adds of every layer, from the input to the output. Multiply-adds are those of convolutions
 * and dense layers, since the rest is small beside them: every element of a layer's kernel is used once per row
 * and column of its output.
 *
 * @throws RangeError if the output size of a layer with a kernel is unknown (a model built for images of any size)
 */
export function layerCosts(model: tf.LayersModel): LayerCost[] {
  return model.layers.map((layer) => ({
    layer: layer.name,
    type: layer.getClassName(),
    outputShape: (layer.outputShape as tf.Shape).slice(1),
    parameters: layer.trainableWeights.reduce((sum, weight) => sum + sizeOf(weight.shape), 0),
    multiplyAdds: layerMultiplyAdds(layer),
  }));
}

/** Number of trainable parameters. Batch normalization's moving statistics are not among them. */
export function parameterCount(model: tf.LayersModel): number {
  return model.trainableWeights.reduce((sum, weight) => sum + sizeOf(weight.shape), 0);
}

/**
 * Multiply-adds of one image's forward pass: the sum over the layers, as {@link layerCosts} has them.
 *
 * @throws RangeError if the output size of a layer with a kernel is unknown (a model built for images of any size)
 */
export function multiplyAdds(model: tf.LayersModel): number {
  return model.layers.reduce((sum, layer) => sum + layerMultiplyAdds(layer), 0);
}

function layerMultiplyAdds(layer: tf.layers.Layer): number {
  const kernel = layerKernel(layer);
  if (!kernel) return 0;
  const positions = (layer.outputShape as tf.Shape).slice(1, -1);
  if (positions.includes(null)) {
    throw new RangeError(
      `multiplyAdds: the output size of layer "${layer.name}" must be known, ` +
        `but it is ${JSON.stringify(layer.outputShape)}.`,
    );
  }
  return sizeOf(kernel.shape) * sizeOf(positions);
}

function sizeOf(shape: tf.Shape): number {
  return shape.reduce<number>((product, size) => product * size!, 1);
}
