/** Convolution, pooling and matrix product agree with the tfjs cpu backend over shapes, strides and paddings. */
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { expectCloseToCpu, numbers } from '../../test/compare-backends.js';
import type { SimdBackend } from '../backend.js';

type Pad = Parameters<typeof tf.conv2d>[3];

interface ConvCase {
  x: [number, number, number, number];
  filter: [number, number, number, number];
  strides: number | [number, number];
  pad: Pad;
  dilations?: number | [number, number];
}

const convolutions: ConvCase[] = [
  { x: [2, 8, 8, 1], filter: [3, 3, 1, 4], strides: 1, pad: 'same' },
  { x: [1, 7, 9, 3], filter: [3, 3, 3, 5], strides: 1, pad: 'valid' },
  { x: [3, 9, 7, 5], filter: [3, 3, 5, 17], strides: 2, pad: 'same' },
  { x: [2, 9, 9, 4], filter: [3, 3, 4, 16], strides: 2, pad: 1 },
  { x: [2, 10, 11, 2], filter: [5, 3, 2, 3], strides: [2, 3], pad: 'same' },
  { x: [2, 6, 6, 8], filter: [1, 1, 8, 33], strides: 1, pad: 'valid' },
  { x: [2, 7, 7, 8], filter: [1, 1, 8, 6], strides: 2, pad: 'valid' },
  { x: [1, 5, 5, 2], filter: [5, 5, 2, 7], strides: 1, pad: 'same' },
  { x: [1, 9, 9, 2], filter: [7, 7, 2, 3], strides: 1, pad: 3 },
  { x: [2, 8, 8, 3], filter: [2, 2, 3, 4], strides: 3, pad: 'valid' },
  {
    x: [1, 6, 5, 2],
    filter: [3, 2, 2, 3],
    strides: 1,
    pad: [
      [0, 0],
      [2, 1],
      [0, 1],
      [0, 0],
    ],
  },
  { x: [1, 1, 1, 1], filter: [1, 1, 1, 1], strides: 1, pad: 'same' },
  { x: [1, 4, 4, 6], filter: [4, 4, 6, 2], strides: 1, pad: 'valid' },
  { x: [2, 12, 12, 32], filter: [3, 3, 32, 32], strides: 1, pad: 'same' },
  { x: [1, 13, 11, 40], filter: [3, 3, 40, 24], strides: 1, pad: 'valid' },
];

describe('conv2d', () => {
  for (const { x, filter, strides, pad } of convolutions) {
    it(`and its gradients: [${x}] * [${filter}], strides ${strides}, padding ${JSON.stringify(pad)}`, () => {
      const [xs, filters] = [numbers(x, 1), numbers(filter, 2)];
      expectCloseToCpu(() => tf.conv2d(tf.tensor4d(xs, x), tf.tensor4d(filters, filter), strides, pad));
      expectCloseToCpu(() => {
        const grads = tf.grads((a: tf.Tensor, b: tf.Tensor) => {
          const y = tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, strides, pad);
          return tf.sum(tf.mul(y, tf.tensor(numbers(y.shape, 3), y.shape)));
        });
        return grads([tf.tensor4d(xs, x), tf.tensor4d(filters, filter)]);
      }, 1e-3);
    });
  }
  for (const dilations of [2, [2, 3] as [number, number]]) {
    it(`dilated by ${dilations}`, () => {
      for (const pad of ['same', 'valid'] as const) {
        expectCloseToCpu(() =>
          tf.conv2d(
            tf.tensor4d(numbers([2, 11, 10, 3]), [2, 11, 10, 3]),
            tf.tensor4d(numbers([3, 3, 3, 5], 2), [3, 3, 3, 5]),
            1,
            pad,
            'NHWC',
            dilations,
          ),
        );
      }
    });
  }
  for (const activation of ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const) {
    it(`fused with bias and ${activation}`, () => {
      expectCloseToCpu(() =>
        tf.fused.conv2d({
          x: tf.tensor4d(numbers([2, 6, 7, 5]), [2, 6, 7, 5]),
          filter: tf.tensor4d(numbers([3, 3, 5, 9], 2), [3, 3, 5, 9]),
          strides: 1,
          pad: 'same',
          bias: tf.tensor1d(numbers([9], 3)),
          activation,
          leakyreluAlpha: 0.2,
          ...(activation === 'prelu' ? { preluActivationWeights: tf.tensor1d(numbers([9], 4)) } : {}),
        }),
      );
    });
  }
  it('channels first', () => {
    expectCloseToCpu(() =>
      tf.conv2d(
        tf.tensor4d(numbers([2, 3, 6, 7]), [2, 3, 6, 7]),
        tf.tensor4d(numbers([3, 3, 3, 4], 2), [3, 3, 3, 4]),
        1,
        'valid',
        'NCHW',
      ),
    );
  });
  it('transposed, and separable', () => {
    expectCloseToCpu(() =>
      tf.conv2dTranspose(
        tf.tensor4d(numbers([1, 5, 4, 6]), [1, 5, 4, 6]),
        tf.tensor4d(numbers([3, 3, 2, 6], 2), [3, 3, 2, 6]),
        [1, 10, 8, 2],
        2,
        'same',
      ),
    );
    expectCloseToCpu(() =>
      tf.separableConv2d(
        tf.tensor4d(numbers([2, 6, 6, 3]), [2, 6, 6, 3]),
        tf.tensor4d(numbers([3, 3, 3, 2], 2), [3, 3, 3, 2]),
        tf.tensor4d(numbers([1, 1, 6, 5], 3), [1, 1, 6, 5]),
        1,
        'same',
      ),
    );
  });
});

it('one kernel serves every batch size: direct convolution, pooling and their gradients', () => {
  // Batches that are all cut into several chunks, which another kernel adds up.
  const compiled = [16, 24, 40].map((batch) => {
    const shape: [number, number, number, number] = [batch, 8, 8, 5];
    const filter: [number, number, number, number] = [3, 3, 5, 5];
    expectCloseToCpu(() => {
      const grads = tf.grads((x: tf.Tensor, w: tf.Tensor) => {
        const y = tf.maxPool(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), 2, 2, 'valid');
        const z = tf.avgPool(tf.conv2d(y, w as tf.Tensor4D, 2, 'same'), 2, 1, 'same');
        return tf.sum(tf.square(z));
      });
      return grads([tf.tensor4d(numbers(shape), shape), tf.tensor4d(numbers(filter, 2), filter)]);
    }, 1e-3);
    return (tf.backend() as SimdBackend).runtime.programs.size;
  });
  expect(compiled).toEqual([compiled[0], compiled[0], compiled[0]]);
});

describe('pooling', () => {
  const cases: [
    [number, number, number, number],
    number | [number, number],
    number,
    'same' | 'valid' | number,
  ][] = [
    [[2, 8, 8, 4], 2, 2, 'valid'],
    [[2, 7, 9, 5], 2, 2, 'valid'],
    [[1, 7, 7, 3], 3, 2, 'same'],
    [[1, 6, 5, 17], [3, 2], 1, 'same'],
    [[2, 9, 9, 1], 3, 3, 1],
    [[1, 4, 4, 8], 1, 1, 'valid'],
    [[1, 5, 5, 2], 5, 5, 'valid'],
  ];
  for (const [shape, size, strides, pad] of cases) {
    it(`of [${shape}] by ${size}, strides ${strides}, padding ${pad}, and its gradient`, () => {
      // Coarse numbers, so that windows with ties occur.
      const x = numbers(shape).map((value) => Math.round(4 * value));
      for (const pool of [tf.maxPool, tf.avgPool]) {
        expectCloseToCpu(() => pool(tf.tensor4d(x, shape), size, strides, pad));
        expectCloseToCpu(() => {
          const grad = tf.grad((a: tf.Tensor) => {
            const y = pool(a as tf.Tensor4D, size, strides, pad);
            return tf.sum(tf.mul(y, tf.tensor(numbers(y.shape, 3), y.shape)));
          });
          return grad(tf.tensor4d(x, shape));
        }, 1e-3);
      }
    });
  }
});

describe('matrix product', () => {
  const sizes: [m: number, k: number, n: number][] = [
    [1, 1, 1],
    [1, 7, 1],
    [5, 1, 3],
    [6, 16, 16],
    [7, 17, 19],
    [64, 33, 10],
    [13, 64, 65],
    [2, 300, 5],
    [31, 5, 129],
  ];
  for (const [m, k, n] of sizes) {
    it(`${m} x ${k} by ${k} x ${n} in all transposes, and its gradients`, () => {
      for (const transposeA of [false, true]) {
        for (const transposeB of [false, true]) {
          const a = transposeA ? [k, m] : [m, k];
          const b = transposeB ? [n, k] : [k, n];
          const tensors = () =>
            [tf.tensor(numbers(a), a), tf.tensor(numbers(b, 2), b)] as [tf.Tensor, tf.Tensor];
          expectCloseToCpu(() => tf.matMul(...tensors(), transposeA, transposeB));
          expectCloseToCpu(() => {
            const grads = tf.grads((x: tf.Tensor, y: tf.Tensor) =>
              tf.sum(tf.square(tf.matMul(x, y, transposeA, transposeB))),
            );
            return grads(tensors());
          }, 1e-3);
        }
      }
    });
  }
  it('batched and broadcast', () => {
    const shapes: [number[], number[]][] = [
      [
        [3, 4, 5],
        [3, 5, 6],
      ],
      [
        [3, 4, 5],
        [1, 5, 6],
      ],
      [
        [1, 4, 5],
        [3, 5, 6],
      ],
      [
        [2, 3, 4, 5],
        [2, 3, 5, 2],
      ],
      [
        [2, 1, 4, 5],
        [1, 3, 5, 2],
      ],
    ];
    for (const [a, b] of shapes) {
      expectCloseToCpu(() => tf.matMul(tf.tensor(numbers(a), a), tf.tensor(numbers(b, 2), b)));
    }
  });
  it('fused with bias and activation', () => {
    expectCloseToCpu(() =>
      tf.fused.matMul({
        a: tf.tensor2d(numbers([9, 13]), [9, 13]),
        b: tf.tensor2d(numbers([13, 11], 2), [13, 11]),
        bias: tf.tensor1d(numbers([11], 3)),
        activation: 'relu',
      }),
    );
  });
  it('non-finite values come through', () => {
    for (const value of [NaN, Infinity, -Infinity]) {
      const a = numbers([20, 30]);
      a[333] = value;
      expectCloseToCpu(() =>
        tf.matMul(tf.tensor2d(a, [20, 30]), tf.tensor2d(numbers([30, 17], 2), [30, 17])),
      );
    }
  });
});

describe('batch normalisation, slices, padding, concatenation', () => {
  it('batch normalisation with statistics of every shape, and its gradients', () => {
    const x = [2, 4, 5, 6];
    const channels = (seed: number) => tf.tensor1d(numbers([6], seed));
    expectCloseToCpu(() =>
      tf.batchNorm4d(
        tf.tensor4d(numbers(x), x as [number, number, number, number]),
        channels(2),
        tf.abs(channels(3)),
        channels(4),
        channels(5),
        1e-5,
      ),
    );
    expectCloseToCpu(() => {
      const grads = tf.grads((a: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor) => {
        const { mean, variance } = tf.moments(a, [0, 1, 2]);
        const y = tf.batchNorm(
          a as tf.Tensor4D,
          mean as tf.Tensor1D,
          variance as tf.Tensor1D,
          offset as tf.Tensor1D,
          scale as tf.Tensor1D,
          1e-5,
        );
        return tf.sum(tf.mul(tf.relu(y), tf.tensor(numbers(x, 9), x)));
      });
      return grads([tf.tensor(numbers(x), x), channels(4), channels(5)]);
    }, 1e-3);
    expectCloseToCpu(() =>
      tf.batchNorm2d(
        tf.tensor2d(numbers([40, 6]), [40, 6]),
        tf.tensor2d(numbers([40, 6], 2), [40, 6]),
        tf.abs(tf.tensor2d(numbers([40, 6], 3), [40, 6])),
      ),
    );
  });
  it('rows by their numbers, and sums of them', () => {
    const table = () => tf.tensor3d(numbers([11, 3, 43]), [11, 3, 43]);
    const indices = () => tf.tensor2d([3, 10, 0, 3, 7, 1, 1, 2], [2, 4], 'int32');
    const ids = () => tf.tensor1d([2, 0, 2, 5, 9, 2, 0, 1, 1, 30, 2], 'int32');
    expectCloseToCpu(() => [
      tf.gather(table(), indices()),
      tf.gather(table(), [2, 0, 1, 1], 1),
      tf.gather(table(), tf.tensor1d([42, 0, 7], 'int32'), 2),
      tf.gather(tf.reshape(table(), [3, 11, 43]), tf.tensor2d([1, 10, 4, 0, 0, 9], [3, 2], 'int32'), 1, 1),
      tf.unsortedSegmentSum(table(), ids(), 12),
      tf.unsortedSegmentSum(tf.reshape(table(), [11, 129]), ids(), 6),
      tf.grad((x: tf.Tensor) => tf.sum(tf.square(tf.gather(x, indices()))))(table()),
      tf.grad((x: tf.Tensor) => tf.sum(tf.square(tf.gather(x, [2, 0, 2], 1))))(table()),
    ]);
    void tf.setBackend('simd');
    expect(() => tf.gather(table(), [11])).toThrow('11 is not in [0, 10]');
  });
  it('slices, padding, concatenation, transposes', () => {
    const x = () => tf.tensor4d(numbers([3, 6, 7, 20]), [3, 6, 7, 20]);
    expectCloseToCpu(() => [
      tf.slice(x(), [1, 2, 0, 3], [2, 3, 7, 11]),
      tf.slice(x(), [0, 1], [3, 2]),
      tf.slice(x(), [2, 5, 6, 19], [1, 1, 1, 1]),
      tf.pad(x(), [
        [0, 0],
        [1, 2],
        [3, 0],
        [0, 0],
      ]),
      tf.pad(
        x(),
        [
          [1, 0],
          [0, 0],
          [0, 0],
          [2, 5],
        ],
        -1.5,
      ),
      tf.concat([x(), tf.slice(x(), 0, [1]), x()], 0),
      tf.concat([x(), x()], 3),
      tf.concat([x(), tf.relu(x())], 2),
      tf.unstack(x(), 1)[2],
      tf.stack([x(), x()], 2),
      tf.gather(x(), [2, 0], 0),
      tf.transpose(x(), [0, 3, 1, 2]),
      tf.transpose(x(), [2, 1, 3, 0]),
      tf.reverse(x(), 1),
      tf.reverse(x(), [0, 3]),
      ...tf.split(x(), [5, 2], 2),
      ...tf.split(x(), 4, -1),
      ...tf.unstack(x(), -1).slice(0, 2),
      tf.stack([x(), x()], -1),
    ]);
  });
});
