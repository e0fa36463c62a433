/**
 * A convolution with Gaussian noise on its output or on its kernel, to regularise training.
 *
 * Reference: An 1996, "The effects of adding noise during backpropagation training on a generalization
 * performance"; Graves 2011, "Practical variational inference for neural networks", for noise on weights.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import { invalidArgument } from '../invalid-argument.js';
import { singleTensor, type Applied, type CallOptions } from '../layer-types.js';
import { gaussian } from '../random/draw.js';
import { LayerStream, type StreamConfig } from '../random/layer-stream.js';
import { Conv2DClass, type Conv2DConfig } from './conv2d-class.js';

export interface NoisyConv2DConfig extends Conv2DConfig, StreamConfig {
  /** Standard deviation of the noise, in the units of what it is added to: at least 0, default 0.1. */
  noiseStddev?: number;
  /**
   * What the noise is added to: `'output'` (default), to each value after the bias and before the activation, or
   * `'kernel'`, to each weight of the kernel.
   */
  noiseOn?: 'output' | 'kernel';
  /** Add noise at inference as well. Default false. */
  noiseInInference?: boolean;
}

/**
 * tfjs's `conv2d` with normally distributed noise of mean 0. Every option of `layers.conv2d` holds, with its default.
 *
 * The noise is a function of seed, layer and `step`, of nothing else; each call with noise uses the current `step` and
 * adds one to it. No gradient flows into the noise: on the output it leaves all gradients as they are, on
 * the kernel the input's gradient sees the noisy kernel.
 *
 * Input: `[batch, height, width, channels]`. Output: that of `layers.conv2d`,
 * `[batch, newHeight, newWidth, filters]`. Weights: `kernel` `[kernelHeight, kernelWidth, channels, filters]` and,
 * unless `useBias` is false, `bias` `[filters]`.
 */
export class NoisyConv2D extends Conv2DClass {
  static readonly className = 'NoisyConv2D';
  readonly noiseStddev: number;
  readonly noiseOn: 'output' | 'kernel';
  readonly noiseInInference: boolean;
  private readonly stream: LayerStream;

  /** @throws RangeError where an option of this layer is not what it should be; tfjs's error for its own options. */
  constructor(config: NoisyConv2DConfig) {
    super(config);
    const { noiseStddev = 0.1, noiseOn = 'output', noiseInInference = false, dataFormat } = config;
    if (typeof noiseStddev !== 'number' || !(noiseStddev >= 0 && noiseStddev < Infinity)) {
      throw invalidArgument('NoisyConv2D', 'noiseStddev', noiseStddev, 'a finite number of at least 0');
    }
    if (noiseOn !== 'output' && noiseOn !== 'kernel') {
      throw invalidArgument('NoisyConv2D', 'noiseOn', noiseOn, "'output' or 'kernel'");
    }
    if (typeof noiseInInference !== 'boolean') {
      throw invalidArgument('NoisyConv2D', 'noiseInInference', noiseInInference, 'true or false');
    }
    if (dataFormat != null && dataFormat !== 'channelsLast') {
      throw invalidArgument('NoisyConv2D', 'dataFormat', dataFormat, "'channelsLast'");
    }
    this.noiseStddev = noiseStddev;
    this.noiseOn = noiseOn;
    this.noiseInInference = noiseInInference;
    this.stream = new LayerStream('NoisyConv2D', config);
  }

  /** The step whose noise the next noisy call uses. */
  get step(): number {
    return this.stream.step;
  }

  set step(step: number) {
    this.stream.step = step;
  }

  override apply(inputs: Applied, options?: CallOptions): ReturnType<layers.Layer['apply']> {
    this.stream.place(inputs);
    return super.apply(inputs, options);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor | tf.Tensor[] {
    const noisy = this.noiseStddev > 0 && (options.training || this.noiseInInference);
    if (!noisy) return super.call(inputs, options);
    return tf.tidy(() => {
      this.invokeCallHook(inputs, options);
      const kernel = this.kernel.read();
      let output: tf.Tensor = tf.conv2d(
        singleTensor(inputs) as tf.Tensor4D,
        (this.noiseOn === 'kernel' ? this.addNoise(kernel) : kernel) as tf.Tensor4D,
        this.strides as [number, number],
        this.padding as 'same' | 'valid',
        'NHWC',
        this.dilationRate as [number, number],
      );
      if (this.useBias) output = tf.add(output, this.bias.read());
      if (this.noiseOn === 'output') output = this.addNoise(output);
      return this.activation.apply(output);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {
      ...super.getConfig(),
      noiseStddev: this.noiseStddev,
      noiseOn: this.noiseOn,
      noiseInInference: this.noiseInInference,
      ...this.stream.getConfig(),
    };
  }

  private addNoise(x: tf.Tensor): tf.Tensor {
    return tf.add(x, tf.tensor(gaussian(this.stream.advance(), x.size, this.noiseStddev), x.shape));
  }
}
tf.serialization.registerClass(NoisyConv2D);

/** Creates a {@link NoisyConv2D}: `noisyConv2d({ filters: 32, kernelSize: 3, noiseStddev: 0.1, seed: 1 })`. */
export function noisyConv2d(config: NoisyConv2DConfig): NoisyConv2D {
  return new NoisyConv2D(config);
}
