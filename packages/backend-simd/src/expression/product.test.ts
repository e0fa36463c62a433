/** Products that wait: computed when wanted, with what follows them, or never. */
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';

// Registers the gradients, which tfjs-core alone does not in Node.
import '@tensorflow/tfjs-layers';

import type { SimdBackend } from '../backend.js';
import '../index.js';

const backend = () => tf.backend() as SimdBackend;
/** The keys of the programs that were launched since the test began. */
let launched: string[] = [];

beforeAll(() => tf.setBackend('simd'));
beforeEach(() => {
  tf.engine().startScope();
  launched = [];
  const { launcher } = backend().runtime;
  const launch = launcher.launch.bind(launcher);
  vi.spyOn(launcher, 'launch').mockImplementation((program, ...rest) => {
    launched.push(program.key);
    launch(program, ...rest);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  tf.engine().endScope();
});

const numbers = (shape: number[], seed: number) => tf.randomUniform(shape, -1, 1, 'float32', seed);
const images = (channels = 3) => numbers([2, 7, 7, channels], 1) as tf.Tensor4D;
const filter = (channels = 3) => numbers([3, 3, channels, 20], 2) as tf.Tensor4D;
const bias = () => numbers([20], 3);
const count = (kind: RegExp) => launched.filter((key) => kind.test(key)).length;
const CONVOLUTION = /^(correlation|winograd) (?!filter)/;
const ELEMENTWISE = /^(flat|rows) /;

/** The same computation on tfjs's cpu backend. */
async function onCpu(compute: () => tf.Tensor): Promise<Float32Array> {
  await tf.setBackend('cpu');
  try {
    return tf.tidy(() => compute().dataSync()) as Float32Array;
  } finally {
    await tf.setBackend('simd');
  }
}

function expectSame(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++) expect(actual[i]).toBeCloseTo(expected[i], 4);
}

it('is not computed when nobody reads it', () => {
  const before = backend().memory().numBytesInUse;
  const [x, w] = [images(), filter()];
  launched = [];
  tf.tidy(() => void tf.conv2d(x, w, 1, 'same'));
  expect(launched).toEqual([]);
  tf.dispose([x, w]);
  expect(backend().memory().numBytesInUse).toBe(before);
});

it("leaves out the input gradient of a first layer's fused convolution", async () => {
  const [x, w, b] = [images(), tf.variable(filter()), tf.variable(bias() as tf.Tensor1D)];
  const loss = () =>
    tf.sum<tf.Scalar>(tf.square(tf.fused.conv2d({ x, filter: w, strides: 1, pad: 'same', bias: b })));
  launched = [];
  const { grads } = tf.variableGrads(loss);
  const gradients = Object.values(grads).map((gradient) => gradient.dataSync());
  // The only one is the forward one.
  expect(count(CONVOLUTION)).toBe(1);
  const [weights, biases] = [w.dataSync(), b.dataSync()];
  const pixels = x.dataSync();
  const expected = (which: number) =>
    onCpu(() => {
      const [input, kernel, offset] = [
        tf.tensor4d(pixels, x.shape),
        tf.tensor4d(weights, w.shape),
        tf.tensor1d(biases),
      ];
      return tf.grads((k: tf.Tensor, o: tf.Tensor) =>
        tf.sum(tf.square(tf.add(tf.conv2d(input, k as tf.Tensor4D, 1, 'same'), o))),
      )([kernel, offset])[which];
    });
  for (const which of [0, 1]) expectSame(gradients[which], await expected(which));
});

it('stores bias and ReLU at once, whether or not the tensors in between are alive', async () => {
  const [x, w, b] = [images(), filter(), bias()];
  const [pixels, weights, biases] = [x, w, b].map((tensor) => tensor.dataSync());
  const expected = await onCpu(() =>
    tf.relu(
      tf.add(
        tf.conv2d(tf.tensor4d(pixels, x.shape), tf.tensor4d(weights, w.shape), 1, 'same'),
        tf.tensor1d(biases),
      ),
    ),
  );
  const ends = [
    () => tf.fused.conv2d({ x, filter: w, strides: 1, pad: 'same', bias: b, activation: 'relu' }),
    () => tf.relu(tf.add(tf.conv2d(x, w, 1, 'same'), b)),
    () => tf.relu(tf.add(b, tf.conv2d(x, w, 1, 'same'))),
  ];
  for (const end of ends) {
    launched = [];
    expectSame(end().dataSync(), expected);
    expect([count(CONVOLUTION), count(ELEMENTWISE)]).toEqual([1, 0]);
  }
});

it('ends with either, in matrix products, and in rows of one', async () => {
  for (const rows of [1, 5]) {
    const [a, b, offset] = [numbers([rows, 6], 4), numbers([6, 20], 5), bias()];
    const product = await (async () => {
      const [left, right] = [a.dataSync(), b.dataSync()];
      return onCpu(() => tf.matMul(tf.tensor2d(left, [rows, 6]), tf.tensor2d(right, [6, 20])));
    })();
    const offsets = offset.dataSync();
    launched = [];
    expectSame(
      tf.relu(tf.matMul(a, b)).dataSync(),
      product.map((value) => Math.max(0, value)),
    );
    expectSame(
      tf.add(tf.matMul(a, b), offset).dataSync(),
      product.map((value, i) => value + offsets[i % 20]),
    );
    expect([count(/^matMul /), count(ELEMENTWISE)]).toEqual([2, 0]);
  }
});

it('is stored itself where it is read after its end, from the second time on', () => {
  const [a, b] = [numbers([9, 11], 6), numbers([11, 21], 7)];
  const read = () => {
    const product = tf.matMul(a, b);
    const end = tf.relu(product).dataSync();
    const values = product.dataSync();
    expect(end).toEqual(values.map((value) => Math.max(0, value)));
  };
  read();
  expect([count(/^matMul /), count(ELEMENTWISE)]).toEqual([2, 0]);
  launched = [];
  read();
  expect([count(/^matMul /), count(ELEMENTWISE)]).toEqual([1, 1]);
});

it('is computed once for several values made from it', () => {
  const product = tf.matMul(numbers([9, 12], 6), numbers([12, 21], 7));
  const [positive, double, total] = [tf.relu(product), tf.mul(product, 2), tf.sum(product, 0)];
  launched = [];
  for (const tensor of [positive, double, total]) tensor.dataSync();
  expect(count(/^matMul /)).toBe(1);
});

it('holds its operands until it is computed or given up, and only so many wait', () => {
  const large = () => numbers([300, 300], 8);
  // Scratch space grows once.
  tf.tidy(() => tf.matMul(large(), large()).dataSync());
  const before = backend().memory().numBytesInUse;
  const operands = [large(), large()] as tf.Tensor2D[];
  const products = operands.map((operand) => tf.matMul(operand, operand));
  tf.dispose(operands);
  expect(products[0].dataSync().every(Number.isFinite)).toBe(true);
  tf.dispose(products);
  expect(backend().memory().numBytesInUse).toBe(before);
  launched = [];
  tf.tidy(() => {
    let x = large();
    for (let i = 0; i < 20; i++) x = tf.matMul(x, x);
    expect(count(/^matMul /)).toBe(12);
  });
});

it('packs a filter anew until it is used again, and then no more', () => {
  const [x, w] = [numbers([2, 9, 9, 16], 1) as tf.Tensor4D, numbers([3, 3, 16, 24], 2) as tf.Tensor4D];
  const results = Array.from({ length: 5 }, () => tf.tidy(() => tf.conv2d(x, w, 1, 'same').dataSync()));
  expect(launched.filter((key) => key.startsWith('correlation filter')).length).toBe(2);
  for (const result of results) expect(result).toEqual(results[0]);
  const other = tf.mul<tf.Tensor4D>(w, 2);
  expect(tf.conv2d(x, other, 1, 'same').dataSync()).toEqual(results[0].map((value) => 2 * value));
  const held = backend().memory().numBytesInUse;
  w.dispose();
  // The filter, and its packed and its transformed form, which has 36 values for 9.
  expect(held - backend().memory().numBytesInUse).toBeGreaterThan(4 * w.size * 6);
});
