/**
 * Adaptive average pooling: the output size is given, the windows follow from it.
 *
 * Reference: PyTorch's `AdaptiveAvgPool2d` (aten/src/ATen/native/AdaptiveAveragePooling.cpp). The idea goes back
 * to spatial pyramid pooling (He et al. 2014, https://arxiv.org/abs/1406.4729).
 */
import * as tf from '@tensorflow/tfjs-core';
import { InputSpec, layers, type Shape } from '@tensorflow/tfjs-layers';
import { invalidArgument } from '../invalid-argument.js';
import { singleShape, singleTensor, type LayerConfig } from '../layer-types.js';
import { averagingMatrix } from './averaging-matrix.js';

export interface AdaptiveAvgPool2DConfig extends LayerConfig {
  /** Height and width of the output, one number for both or `[height, width]`. Positive integers. */
  outputSize: number | [height: number, width: number];
  /** Only `'channelsLast'`, the default. */
  dataFormat?: 'channelsLast';
}

/**
 * Averages each feature map down (or up) to a grid of a given size. Cell i of n along an axis of length H covers
 * floor(i * H / n) up to, not including, ceil((i + 1) * H / n): where n does not divide H the windows overlap,
 * as in PyTorch.
 *
 * Input: `[batch, height, width, channels]`. Output: `[batch, outputSize[0], outputSize[1], channels]`.
 * No weights.
 */
export class AdaptiveAvgPool2D extends layers.Layer {
  static readonly className = 'AdaptiveAvgPool2D';
  readonly outputSize: readonly [height: number, width: number];

  /** @throws RangeError where `outputSize` is not one or two positive integers, or `dataFormat` another one. */
  constructor(config: AdaptiveAvgPool2DConfig) {
    super(config);
    const { outputSize, dataFormat = 'channelsLast' } = config;
    const sizes: unknown = typeof outputSize === 'number' ? [outputSize, outputSize] : outputSize;
    if (
      !Array.isArray(sizes) ||
      sizes.length !== 2 ||
      !sizes.every((n) => Number.isSafeInteger(n) && n > 0)
    ) {
      const expected = 'a positive integer or [height, width] of positive integers';
      throw invalidArgument('AdaptiveAvgPool2D', 'outputSize', outputSize, expected);
    }
    if (dataFormat !== 'channelsLast') {
      throw invalidArgument('AdaptiveAvgPool2D', 'dataFormat', dataFormat, "'channelsLast'");
    }
    this.outputSize = [sizes[0] as number, sizes[1] as number];
    this.inputSpec = [new InputSpec({ ndim: 4 })];
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [batch, , , channels] = singleShape(inputShape);
    return [batch, ...this.outputSize, channels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = singleTensor(inputs) as tf.Tensor4D;
      const [, height, width] = x.shape;
      const [rows, columns] = this.outputSize;
      if (height % rows === 0 && width % columns === 0) {
        const window: [number, number] = [height / rows, width / columns];
        return tf.avgPool(x, window, window, 'valid');
      }
      return averageColumns(averageRows(x, rows), columns);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), outputSize: [...this.outputSize] };
  }
}
tf.serialization.registerClass(AdaptiveAvgPool2D);

/** Creates an {@link AdaptiveAvgPool2D}: `adaptiveAvgPool2d({ outputSize: 4 })`. */
export function adaptiveAvgPool2d(config: AdaptiveAvgPool2DConfig): AdaptiveAvgPool2D {
  return new AdaptiveAvgPool2D(config);
}

// Windows of unequal distance are no pooling that a tfjs backend knows. As products with a small constant matrix,
// one per axis, they cost two kernels in either direction, and their gradients are matrix products as well.

function averageRows(x: tf.Tensor4D, rows: number): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const lines = tf.reshape(x, [batch, height, width * channels]);
  return tf.reshape(tf.matMul(averagingMatrix(rows, height), lines), [batch, rows, width, channels]);
}

function averageColumns(x: tf.Tensor4D, columns: number): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const pixels = tf.reshape(x, [batch * height, width, channels]);
  return tf.reshape(tf.matMul(averagingMatrix(columns, width), pixels), [batch, height, columns, channels]);
}
