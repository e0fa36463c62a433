/**
 * Dropout whose masks can be computed again: from the seed, the layer and the training step.
 *
 * Reference: Srivastava et al. 2014, "Dropout: a simple way to prevent neural networks from overfitting"
 * (https://jmlr.org/papers/v15/srivastava14a.html), scaled in training as tfjs and PyTorch do ("inverted").
 * The masks come from a counter-based hash (../random/counter-hash.ts): tfjs's own dropout repeats one mask when it
 * is given a seed, and cannot be reproduced when it is not.
 */
import * as tf from '@tensorflow/tfjs-core';
import { layers, type Shape } from '@tensorflow/tfjs-layers';
import { invalidArgument } from '../invalid-argument.js';
import {
  singleShape,
  singleTensor,
  type Applied,
  type CallOptions,
  type LayerConfig,
} from '../layer-types.js';
import { dropoutMask } from '../random/draw.js';
import { LayerStream, type StreamConfig } from '../random/layer-stream.js';

export interface SeededDropoutConfig extends LayerConfig, StreamConfig {
  /** The probability with which a value is set to 0: at least 0 and less than 1. */
  rate: number;
  /**
   * The shape of the mask, which is broadcast over the input; `null` stands for the input's size there. Default:
   * the input's shape. `[null, 1, 1, null]` drops whole channels of an image.
   */
  noiseShape?: (number | null)[];
}

/**
 * Sets each value to 0 with probability `rate` in training, and divides the others by 1 - `rate`; at inference
 * the layer is the identity.
 *
 * Each call in training uses the mask of the current `step` and adds one to it. Two layers, or two models, that
 * agree in seed, layer and step have the same mask, on every tfjs backend and in every process. `step` can be read
 * and set; it is part of the layer's config, so that a model saved in the middle of training goes on with the
 * masks that an uninterrupted run would have had.
 *
 * Input: any shape. Output: the same shape. No weights.
 */
export class SeededDropout extends layers.Layer {
  static readonly className = 'SeededDropout';
  readonly rate: number;
  readonly noiseShape: readonly (number | null)[] | undefined;
  private readonly stream: LayerStream;

  /** @throws RangeError where `rate`, `seed`, `noiseShape`, `layerId` or `step` is not what it should be. */
  constructor(config: SeededDropoutConfig) {
    super(config);
    const { rate, noiseShape } = config;
    if (typeof rate !== 'number' || !(rate >= 0 && rate < 1)) {
      throw invalidArgument('SeededDropout', 'rate', rate, 'at least 0 and less than 1');
    }
    if (noiseShape?.some((size) => size !== null && !(Number.isSafeInteger(size) && size > 0))) {
      throw invalidArgument(
        'SeededDropout',
        'noiseShape',
        noiseShape,
        'an array of positive integers and null',
      );
    }
    this.rate = rate;
    this.noiseShape = noiseShape;
    this.stream = new LayerStream('SeededDropout', config);
    this.supportsMasking = true;
  }

  /** The training step whose mask the next call in training uses. */
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

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return singleShape(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor {
    return tf.tidy(() => {
      this.invokeCallHook(inputs, options);
      const x = singleTensor(inputs);
      if (!options.training || this.rate === 0) return tf.clone(x);
      const shape = this.maskShape(x.shape);
      const mask = dropoutMask(this.stream.advance(), tf.util.sizeFromShape(shape), this.rate);
      return tf.mul(x, tf.tensor(mask, shape));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {
      ...super.getConfig(),
      rate: this.rate,
      ...(this.noiseShape && { noiseShape: [...this.noiseShape] }),
      ...this.stream.getConfig(),
    };
  }

  private maskShape(shape: number[]): number[] {
    if (!this.noiseShape) return shape;
    const fits =
      this.noiseShape.length === shape.length &&
      this.noiseShape.every((size, axis) => size === null || size === 1 || size === shape[axis]);
    if (!fits) {
      const expected = `one size per axis of the input [${shape.join(', ')}], each null, 1 or the input's`;
      throw invalidArgument('SeededDropout', 'noiseShape', this.noiseShape, expected);
    }
    return this.noiseShape.map((size, axis) => size ?? shape[axis]);
  }
}
tf.serialization.registerClass(SeededDropout);

/** Creates a {@link SeededDropout}: `seededDropout({ rate: 0.25, seed: 1 })`. */
export function seededDropout(config: SeededDropoutConfig): SeededDropout {
  return new SeededDropout(config);
}
