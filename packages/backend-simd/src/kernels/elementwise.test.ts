import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { expectSameValues } from '../../test/compare-backends.js';
import { settings } from '../settings.js';

const SPECIAL = [
  NaN,
  Infinity,
  -Infinity,
  0,
  -0,
  1e-40,
  -1e-40,
  3.4e38,
  -3.4e38,
  88.8,
  -87.5,
  -103,
  0.5,
  -0.5,
  1,
  -1,
];

function values(size: number, seed = 1): Float32Array {
  let state = seed;
  const next = () => (state = (state * 16807) % 2147483647) / 2147483647;
  return Float32Array.from({ length: size }, (_, i) =>
    i % 3 === 0 ? SPECIAL[i % SPECIAL.length] : next() * 20 - 10,
  );
}

beforeAll(() => {
  settings.deferFrom = 0;
});
afterEach(() => {
  void tf.setBackend('simd');
  expect(tf.memory().numTensors).toBe(0);
  expect((tf.memory() as unknown as { numBytesInUse: number }).numBytesInUse).toBeLessThan(1e5);
});

describe('unary operations treat every kind of number as cpu does', () => {
  const operations: Record<string, (x: tf.Tensor) => tf.Tensor> = {
    abs: tf.abs,
    neg: tf.neg,
    square: tf.square,
    sqrt: tf.sqrt,
    rsqrt: tf.rsqrt,
    reciprocal: tf.reciprocal,
    floor: tf.floor,
    ceil: tf.ceil,
    sign: tf.sign,
    exp: tf.exp,
    expm1: tf.expm1,
    log: tf.log,
    tanh: tf.tanh,
    sigmoid: tf.sigmoid,
    softplus: tf.softplus,
    relu: tf.relu,
    relu6: tf.relu6,
    elu: tf.elu,
    selu: tf.selu,
    step: (x) => tf.step(x, 0.5),
    leakyRelu: (x) => tf.leakyRelu(x, 0.3),
    clip: (x) => tf.clipByValue(x, -1, 2),
    pow: (x) => tf.pow(x, 2),
  };
  for (const [name, operation] of Object.entries(operations)) {
    it(name, () => {
      for (const size of [1, 3, 4, 7, 8, 61, 8191, 8192, 20_001]) {
        const x = values(size, size);
        expectSameValues(() => operation(tf.tensor1d(x)));
      }
    });
  }
});

describe('binary operations broadcast as cpu does', () => {
  const shapes: [number[], number[]][] = [
    [[5], [5]],
    [[5], [1]],
    [[], [7]],
    [[3, 5], [5]],
    [
      [3, 5],
      [3, 1],
    ],
    [
      [3, 1],
      [1, 5],
    ],
    [[2, 3, 4, 5], [5]],
    [
      [2, 3, 4, 5],
      [2, 3, 4, 1],
    ],
    [
      [2, 3, 4, 5],
      [2, 1, 1, 5],
    ],
    [
      [2, 3, 4, 5],
      [1, 3, 1, 5],
    ],
    [
      [2, 3, 8],
      [2, 1, 8],
    ],
    [[300, 33], [33]],
    [
      [300, 33],
      [300, 1],
    ],
    [[1, 9], [9]],
    [[64, 1], [64]],
  ];
  const operations: Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor> = {
    add: tf.add,
    sub: tf.sub,
    mul: tf.mul,
    div: tf.div,
    maximum: tf.maximum,
    minimum: tf.minimum,
    squaredDifference: tf.squaredDifference,
    greater: tf.greater,
    greaterEqual: tf.greaterEqual,
    less: tf.less,
    lessEqual: tf.lessEqual,
    equal: tf.equal,
    notEqual: tf.notEqual,
    prelu: tf.prelu,
    where: (a, b) => tf.where(tf.greater(a, b), tf.add(a, tf.zerosLike(b)), tf.add(b, tf.zerosLike(a))),
    logical: (a, b) =>
      tf.logicalOr(tf.logicalAnd(tf.less(a, b), tf.less(b, 5)), tf.logicalNot(tf.greater(a, 0))),
  };
  for (const [name, operation] of Object.entries(operations)) {
    it(name, () => {
      for (const [a, b] of shapes) {
        const x = values(tf.util.sizeFromShape(a), 7);
        const y = values(tf.util.sizeFromShape(b), 8);
        expectSameValues(() => operation(tf.tensor(x, a), tf.tensor(y, b)));
        if (name !== 'prelu') expectSameValues(() => operation(tf.tensor(y, b), tf.tensor(x, a)));
      }
    });
  }
});

describe('reductions', () => {
  const cases: [number[], number | number[] | undefined][] = [
    [[1], undefined],
    [[5], undefined],
    [[8192], undefined],
    [[40_003], undefined],
    [[3, 5], 0],
    [[3, 5], 1],
    [[64, 10], 1],
    [[64, 10], 0],
    [
      [7, 6, 5, 33],
      [0, 1, 2],
    ],
    [
      [7, 6, 5, 3],
      [1, 2],
    ],
    [
      [4, 9, 9, 2],
      [1, 2],
    ],
    [[900, 21], 0],
    [
      [2, 3, 4],
      [0, 2],
    ],
    [[5, 1, 7], 1],
    [
      [70, 70, 40],
      [0, 1],
    ],
  ];
  for (const [shape, axis] of cases) {
    it(`sum, mean and max of [${shape}] over ${axis ?? 'everything'}`, () => {
      const size = tf.util.sizeFromShape(shape);
      const x = Float32Array.from({ length: size }, (_, i) => Math.sin(i) + 1.5);
      const row = Float32Array.from({ length: shape[shape.length - 1] }, (_, i) => 1 + (i % 3));
      for (const keepDims of [false, true]) {
        expectSameValues(() => tf.sum(tf.tensor(x, shape), axis, keepDims), 1e-4);
        expectSameValues(() => tf.mean(tf.mul(tf.tensor(x, shape), tf.tensor1d(row)), axis, keepDims), 1e-4);
        expectSameValues(() => tf.max(tf.sub(tf.tensor(x, shape), 3), axis, keepDims));
      }
      expectSameValues(() => tf.sum(tf.mul(tf.tanh(tf.tensor(x, shape)), 2), axis), 1e-4);
    });
  }
  it('the sum of everything in an expression of rows that is costly and so computed on the way', () => {
    expectSameValues(() => tf.sum(tf.tanh(tf.add(tf.ones([60, 3]), tf.ones([3])))));
    expectSameValues(() => tf.max(tf.exp(tf.sub(tf.ones([60, 1]), tf.range(0, 200)))));
  });
  it('non-finite values come through', () => {
    expectSameValues(() => tf.sum(tf.tensor2d(values(999), [333, 3]), 1));
    expectSameValues(() => tf.max(tf.tensor2d(values(999), [333, 3]), 1));
    expectSameValues(() => tf.max(tf.tensor2d(values(999), [333, 3]), 0));
  });
});
