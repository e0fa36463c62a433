/** Reductions that wait: what they are made of, what is computed together, how they are cut, what they keep. */
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

// Registers the gradients, which tfjs-core alone does not in Node.
import '@tensorflow/tfjs-layers';

import { expectCloseToCpu, numbers } from '../../test/compare-backends.js';
import type { SimdBackend } from '../backend.js';
import { setThreadsCount } from '../index.js';
import { settings } from '../settings.js';

const runtime = () => (tf.backend() as SimdBackend).runtime;

let launched: string[] = [];
beforeAll(() => setThreadsCount(1));
beforeEach(async () => {
  await tf.setBackend('simd');
  launched = [];
  runtime().launcher.observer = ({ key }) => launched.push(key);
});
afterEach(() => {
  runtime().launcher.observer = null;
});

/** The loops over rows that ran, without the ends of those that were cut into blocks. */
const loops = () => launched.filter((key) => key.startsWith('reduce-rows') && !key.includes(' |f'));

describe('factors that are the same for every row', () => {
  const inputs = () => ({
    x: tf.tensor2d(numbers([600, 20], 1), [600, 20]),
    y: tf.tensor2d(numbers([600, 20], 2), [600, 20]),
    row: tf.tensor1d(numbers([20], 3), 'float32'),
    other: tf.tensor2d(numbers([1, 20], 4), [1, 20]),
  });
  type Inputs = ReturnType<typeof inputs>;
  const sums: Record<string, (inputs: Inputs) => tf.Tensor> = {
    'a factor after': ({ x, row }) => tf.sum(tf.mul(x, row), 0),
    'a factor before': ({ x, row }) => tf.sum(tf.mul(row, x), 0),
    'factors within': ({ x, y, row, other }) =>
      tf.sum(tf.mul(tf.mul(x, row), tf.mul(other, tf.mul(y, 3))), 0),
    'a tiled factor': ({ x, other }) => tf.sum(tf.mul(tf.tile(other, [600, 1]), x), 0),
    'a factor that is an expression': ({ x, row }) => tf.sum(tf.mul(x, tf.exp(tf.neg(row))), 0),
    'a factor that is a sum': ({ x, y }) => tf.sum(tf.mul(x, tf.sum(y, 0)), 0),
    'only such factors': ({ row, other }) =>
      tf.sum(tf.mul(tf.tile(other, [600, 1]), tf.tile(tf.reshape(row, [1, 20]), [600, 1])), 0),
    'a mean': ({ x, row }) => tf.mean(tf.mul(x, row), 0, true),
    'groups of rows': ({ x, row }) => tf.sum(tf.mul(tf.reshape(x, [6, 100, 20]), row), 1),
    'a column as well': ({ x, y, row }) => tf.sum(tf.mul(tf.mul(x, row), tf.sum(y, 1, true)), 0),
    'not of a maximum': ({ x, row }) => tf.max(tf.mul(x, row), 0),
    'a factor of the square': ({ x, row }) => tf.sum(tf.square(tf.mul(x, row)), 0),
  };
  for (const [name, make] of Object.entries(sums)) {
    it(name, () => expectCloseToCpu(() => tf.tidy(() => make(inputs()))));
  }

  it('leave one sum of many', () => {
    const { x, y, row, other } = inputs();
    const results = tf.tidy(() => {
      const product = tf.mul(x, y);
      return [tf.sum(product, 0), tf.sum(tf.mul(product, row), 0), tf.sum(tf.mul(tf.mul(other, y), x), 0)];
    });
    results.forEach((result) => result.dataSync());
    expect(loops()).toHaveLength(1);
    expect(loops()[0]).toMatch(/\|s0$/);
    tf.dispose([x, y, row, other, ...results]);
  });

  it('let the gradient of a batch normalisation read its inputs once for all its sums', () => {
    const x = tf.tensor4d(numbers([8, 9, 9, 12], 1), [8, 9, 9, 12]);
    const weights = tf.tensor4d(numbers([8, 9, 9, 12], 2), [8, 9, 9, 12]);
    const scale = tf.tensor1d(numbers([12], 3));
    const offset = tf.tensor1d(numbers([12], 4));
    const f = (x: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor) => {
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      const y = tf.batchNorm(x, mean, variance, offset, scale, 0.01);
      return tf.sum<tf.Scalar>(tf.mul(tf.relu(y), weights));
    };
    const gradients = tf.grads(f)([x, scale, offset]);
    // Mean, variance, and one for the gradient.
    gradients.forEach((gradient) => gradient.dataSync());
    expect(loops().length).toBeLessThanOrEqual(2);
    for (let i = 0; i < 3; i++) {
      expectCloseToCpu(() => {
        const inputs = [x, scale, offset].map((tensor) => tf.tensor(tensor.dataSync(), tensor.shape));
        return tf.tidy(() => tf.grads(f)(inputs)[i]);
      });
    }
    tf.dispose([x, weights, scale, offset, ...gradients]);
  });
});

describe('a value and the sums that wait for it', () => {
  it('are computed in one loop', () => {
    for (const shape of [
      [40, 6, 32],
      [333, 5],
      [7, 1500],
    ]) {
      const [dy, y] = [1, 2].map((seed) => tf.tensor(numbers(shape, seed), shape));
      const axes = shape.slice(1).map((_, axis) => axis);
      launched = [];
      const [masked, sum] = tf.tidy<tf.Tensor[]>(() => {
        const masked = tf.mul(dy, tf.step(y));
        return [masked, tf.sum(masked, axes)];
      });
      const values = masked.dataSync();
      expect(loops()).toHaveLength(1);
      expect(launched.filter((key) => key.startsWith('flat'))).toHaveLength(0);
      const [dyValues, yValues] = [dy.dataSync(), y.dataSync()];
      expect(values).toEqual(dyValues.map((value, i) => (yValues[i] > 0 ? value : value * 0)));
      const again = tf.sum(tf.tensor(values, shape), axes);
      expect(sum.dataSync()).toEqual(again.dataSync());
      tf.dispose([dy, y, masked, sum, again]);
    }
  });
});

describe('sums over rows of all sizes', () => {
  for (const [rows, columns] of [
    [5, 30_001],
    [70, 25_088],
    [4000, 1031],
    [30_000, 3],
    [9000, 1024],
    [2, 7],
  ]) {
    it(`${rows} x ${columns}`, () => {
      const values = Float32Array.from(
        { length: rows * columns },
        (_, i) => ((i * 7919) % 1013) / 1013 - 0.4,
      );
      expectCloseToCpu(() => tf.tidy(() => tf.mean(tf.square(tf.tensor2d(values, [rows, columns])), 0)));
      expectCloseToCpu(() => tf.tidy(() => tf.max(tf.tensor2d(values, [rows, columns]), 0)));
    });
  }
});

describe('what waits', () => {
  const LIMIT = settings.keptBytes;
  beforeEach(() => {
    settings.keptBytes = 32e6;
  });
  afterEach(() => {
    settings.keptBytes = LIMIT;
  });

  const COUNT = 60;
  const SIZE = 2 ** 20;
  const big = (i: number) => tf.tensor1d(new Float32Array(SIZE).fill(i));
  const patterns: Record<string, () => { result: tf.Tensor; expected: number }> = {
    'a chain of sums': () => {
      let x: tf.Tensor = big(0);
      for (let i = 1; i < COUNT; i++) {
        const next = big(i);
        const sum = tf.add(x, next);
        tf.dispose([x, next]);
        x = sum;
      }
      return { result: x, expected: (COUNT * (COUNT - 1)) / 2 };
    },
    'sums over rows': () => {
      let x: tf.Tensor = tf.zeros([16]);
      for (let i = 1; i < COUNT; i++) {
        const next: tf.Tensor = tf.tidy(() => tf.add(x, tf.sum(tf.reshape(big(i), [-1, 16]), 0)));
        x.dispose();
        x = next;
      }
      return { result: x, expected: ((COUNT * (COUNT - 1)) / 2) * (SIZE / 16) };
    },
  };
  for (const [name, make] of Object.entries(patterns)) {
    it(`keeps a bounded amount of memory: ${name}`, () => {
      const { memory } = runtime();
      let most = 0;
      const before = memory.bytesInUse;
      const keptBefore = memory.bytesKept;
      runtime().launcher.observer = null;
      const allocate = memory.allocate.bind(memory);
      memory.allocate = (bytes) => {
        const pointer = allocate(bytes);
        most = Math.max(most, memory.bytesInUse - before);
        return pointer;
      };
      const { result, expected } = make();
      memory.allocate = allocate;
      expect(result.dataSync()[5]).toBe(expected);
      expect(most).toBeLessThan(60e6);
      result.dispose();
      expect(memory.bytesInUse).toBe(before);
      expect(memory.bytesKept).toBe(keptBefore);
    });
  }
});
