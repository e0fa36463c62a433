/**
 * Spatial attention: where in an image to look, learnt from the mean and the maximum over its channels.
 *
 * Reference: Woo et al. 2018, "CBAM: Convolutional Block Attention Module", section 3.2
 * (https://arxiv.org/abs/1807.06521): M(F) = sigmoid(f7x7([AvgPool(F); MaxPool(F)])). As in the formula, the
 * convolution has no bias and no batch normalisation follows it (the authors' code adds one).
 */
import * as tf from '@tensorflow/tfjs-core';
import { InputSpec, initializers, layers, type Shape } from '@tensorflow/tfjs-layers';
import { invalidArgument } from '../invalid-argument.js';
import { singleShape, singleTensor, type CallOptions, type LayerConfig } from '../layer-types.js';

export interface SpatialAttentionConfig extends LayerConfig {
  /** Side of the convolution's window: a positive odd integer, default 7. */
  kernelSize?: number;
  /** Return the input times the mask instead of the mask. Default false. */
  applyMask?: boolean;
  /** Default: uniform within +-1 / sqrt(fan in), as a PyTorch convolution begins. */
  kernelInitializer?: Parameters<typeof layers.conv2d>[0]['kernelInitializer'];
}

/**
 * sigmoid(conv([mean over channels, max over channels])), a mask between 0 and 1 for each pixel.
 *
 * Input: `[batch, height, width, channels]`. Output: the mask, `[batch, height, width, 1]`, or with
 * `applyMask: true` the input times the mask, in the input's shape. Weights: one kernel,
 * `[kernelSize, kernelSize, 2, 1]`, whose input channel 0 takes the mean and 1 the maximum.
 */
export class SpatialAttention extends layers.Layer {
  static readonly className = 'SpatialAttention';
  readonly kernelSize: number;
  readonly applyMask: boolean;
  private readonly convolution: ReturnType<typeof layers.conv2d>;

  /** @throws RangeError where `kernelSize` is not a positive odd integer or `applyMask` not a boolean. */
  constructor(config: SpatialAttentionConfig = {}) {
    super(config);
    const { kernelSize = 7, applyMask = false, kernelInitializer } = config;
    if (!Number.isSafeInteger(kernelSize) || kernelSize < 1 || kernelSize % 2 === 0) {
      throw invalidArgument('SpatialAttention', 'kernelSize', kernelSize, 'a positive odd integer');
    }
    if (typeof applyMask !== 'boolean') {
      throw invalidArgument('SpatialAttention', 'applyMask', applyMask, 'true or false');
    }
    this.kernelSize = kernelSize;
    this.applyMask = applyMask;
    this.convolution = layers.conv2d({
      name: `${this.name}_convolution`,
      filters: 1,
      kernelSize,
      padding: 'same',
      useBias: false,
      activation: 'sigmoid',
      kernelInitializer:
        kernelInitializer ??
        initializers.varianceScaling({ scale: 1 / 3, mode: 'fanIn', distribution: 'uniform' }),
    });
    this.inputSpec = [new InputSpec({ ndim: 4 })];
  }

  override build(inputShape: Shape | Shape[]): void {
    const [batch, height, width] = singleShape(inputShape);
    this.convolution.build([batch, height, width, 2]);
    this.trainableWeights = this.convolution.trainableWeights;
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [batch, height, width, channels] = singleShape(inputShape);
    return [batch, height, width, this.applyMask ? channels : 1];
  }

  override call(inputs: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor {
    return tf.tidy(() => {
      this.invokeCallHook(inputs, options);
      const x = singleTensor(inputs);
      const summary = tf.concat([tf.mean(x, -1, true), tf.max(x, -1, true)], -1);
      const mask = this.convolution.call(summary, options) as tf.Tensor;
      return this.applyMask ? tf.mul(x, mask) : mask;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {
      ...super.getConfig(),
      kernelSize: this.kernelSize,
      applyMask: this.applyMask,
      kernelInitializer: this.convolution.getConfig().kernelInitializer,
    };
  }
}
tf.serialization.registerClass(SpatialAttention);

/** Creates a {@link SpatialAttention}: `spatialAttention({ kernelSize: 7, applyMask: true })`. */
export function spatialAttention(config: SpatialAttentionConfig = {}): SpatialAttention {
  return new SpatialAttention(config);
}
