/**
 * A rectifier written as a clamp: the smallest example of a custom activation layer.
 *
 * Reference: Nair and Hinton 2010, "Rectified linear units improve restricted Boltzmann machines"; PyTorch's
 * `torch.clamp(x, min=0)`, whose gradient (`ClampBackward`) it shares.
 */
import * as tf from '@tensorflow/tfjs-core';
import { layers, type Shape } from '@tensorflow/tfjs-layers';
import { singleShape, singleTensor, type LayerConfig } from '../layer-types.js';

export type CustomReLUConfig = LayerConfig;

/**
 * max(x, 0), element by element. NaN stays NaN.
 *
 * The gradient is 1 where x >= 0 and 0 where x < 0. At x = 0 it is therefore 1, as that of a clamp; the gradient
 * of `tf.relu` and `torch.relu` is 0 there, and everywhere else it is the same.
 *
 * Input: any shape. Output: the same shape. No weights.
 */
export class CustomReLU extends layers.Layer {
  static readonly className = 'CustomReLU';

  constructor(config: CustomReLUConfig = {}) {
    super(config);
    this.supportsMasking = true;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return singleShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => tf.maximum(singleTensor(inputs), 0));
  }
}
tf.serialization.registerClass(CustomReLU);

/** Creates a {@link CustomReLU}: `customReLU()`. */
export function customReLU(config: CustomReLUConfig = {}): CustomReLU {
  return new CustomReLU(config);
}
