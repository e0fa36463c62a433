/** Depthwise and separable convolution agree with the tfjs cpu backend. */
import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';

import { expectCloseToCpu, numbers } from '../../test/compare-backends.js';

interface Case {
  x: [number, number, number, number];
  /** Height, width, outputs per channel. */
  filter: [number, number, number];
  strides?: number | [number, number];
  pad: Parameters<typeof tf.depthwiseConv2d>[3];
}

const cases: Case[] = [
  { x: [2, 8, 8, 16], filter: [3, 3, 1], pad: 'same' },
  { x: [1, 7, 9, 3], filter: [3, 3, 1], pad: 'valid' },
  { x: [3, 9, 7, 5], filter: [3, 3, 1], strides: 2, pad: 'same' },
  { x: [2, 9, 9, 13], filter: [3, 3, 1], strides: 2, pad: 1 },
  { x: [2, 10, 11, 8], filter: [5, 3, 2], strides: 2, pad: 'same' },
  { x: [2, 6, 6, 2], filter: [1, 1, 3], strides: 3, pad: 'valid' },
  { x: [1, 5, 5, 1], filter: [5, 5, 7], pad: 'same' },
  { x: [1, 9, 9, 20], filter: [7, 7, 1], pad: 3 },
  { x: [2, 8, 8, 6], filter: [2, 2, 1], strides: 3, pad: 'valid' },
  { x: [1, 20, 4, 4], filter: [10, 10, 1], pad: 'same' },
  {
    x: [1, 6, 5, 9],
    filter: [3, 2, 1],
    pad: [
      [0, 0],
      [2, 1],
      [0, 1],
      [0, 0],
    ],
  },
  { x: [3, 33, 31, 12], filter: [3, 3, 1], pad: 'same' },
];

describe('depthwise convolution', () => {
  for (const { x, filter, strides = 1, pad } of cases) {
    it(`and its gradients: [${x}] * [${filter}], strides ${strides}, padding ${JSON.stringify(pad)}`, () => {
      const filterShape: [number, number, number, number] = [filter[0], filter[1], x[3], filter[2]];
      const [xs, filters] = [numbers(x, 1), numbers(filterShape, 2)];
      expectCloseToCpu(() =>
        tf.depthwiseConv2d(tf.tensor4d(xs, x), tf.tensor4d(filters, filterShape), strides, pad),
      );
      expectCloseToCpu(() => {
        const grads = tf.grads((a: tf.Tensor, b: tf.Tensor) => {
          const y = tf.depthwiseConv2d(a as tf.Tensor4D, b as tf.Tensor4D, strides, pad);
          return tf.sum(tf.mul(y, tf.tensor(numbers(y.shape, 3), y.shape)));
        });
        return grads([tf.tensor4d(xs, x), tf.tensor4d(filters, filterShape)]);
      }, 1e-3);
    });
  }
  for (const dilations of [2, [3, 2] as [number, number]]) {
    it(`dilated by ${dilations}`, () => {
      for (const pad of ['same', 'valid'] as const) {
        expectCloseToCpu(() =>
          tf.depthwiseConv2d(
            tf.tensor4d(numbers([2, 11, 10, 6]), [2, 11, 10, 6]),
            tf.tensor4d(numbers([3, 3, 6, 2], 2), [3, 3, 6, 2]),
            1,
            pad,
            'NHWC',
            dilations,
          ),
        );
      }
    });
  }
  for (const activation of ['linear', 'relu', 'relu6', 'elu', 'prelu'] as const) {
    it(`fused with bias and ${activation}`, () => {
      expectCloseToCpu(() =>
        tf.fused.depthwiseConv2d({
          x: tf.tensor4d(numbers([2, 6, 7, 5]), [2, 6, 7, 5]),
          filter: tf.tensor4d(numbers([3, 3, 5, 1], 2), [3, 3, 5, 1]),
          strides: 1,
          pad: 'same',
          bias: tf.tensor1d(numbers([5], 3)),
          activation,
          ...(activation === 'prelu' ? { preluActivationWeights: tf.tensor1d(numbers([5], 4)) } : {}),
        }),
      );
    });
  }
});
