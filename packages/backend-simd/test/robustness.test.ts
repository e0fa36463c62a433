/** What went wrong once, or could: lifetimes, many operands, memory that runs out, tensors that move. */
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

// Registers the gradients, which tfjs-core alone does not in Node.
import '@tensorflow/tfjs-layers';

import { SimdBackend } from '../src/backend.js';
import '../src/index.js';
import { Memory } from '../src/memory.js';
import { settings } from '../src/settings.js';
import { expectCloseToCpu, numbers } from './compare-backends.js';

const memory = () => (tf.backend() as SimdBackend).runtime.memory;

beforeEach(async () => {
  await tf.setBackend('simd');
});
afterEach(() => {
  settings.deferFrom = 128;
});

describe('parts of a tensor keep their values when it is gone', () => {
  const parts: Record<string, (x: tf.Tensor) => tf.Tensor> = {
    split: (x) => tf.split(x, 2)[1],
    unstack: (x) => tf.unstack(x)[1],
    stridedSlice: (x) => tf.stridedSlice(x, [1, 0], [2, 300], [1, 1]),
    real: (x) => tf.real(tf.complex(x, x)),
    reshape: (x) => tf.reshape(x, [600]),
    reverse: (x) => tf.reverse(x, []),
  };
  for (const [name, part] of Object.entries(parts)) {
    it(name, () => {
      const x = tf.relu(tf.fill([2, 300], 3));
      const y = tf.tidy(() => part(tf.mul(x, 1)));
      x.dispose();
      const scribbles = [300, 600, 900].map((length) => tf.neg(tf.fill([length], 9)));
      for (const scribble of scribbles) scribble.dataSync();
      expect(new Set(y.dataSync())).toEqual(new Set([3]));
      tf.dispose([y, ...scribbles]);
    });
  }
});

describe('expressions of many operands', () => {
  it('reductions of one tensor and sixty others each', () => {
    expectCloseToCpu(() => {
      const shared = tf.tensor2d(numbers([9, 40]), [9, 40]);
      return [1, 2, 3, 4].map((k) => {
        let sum: tf.Tensor = shared;
        for (let i = 0; i < 61; i++) sum = tf.add(sum, tf.tensor2d(numbers([9, 40], 100 * k + i), [9, 40]));
        return tf.sum(sum, 0);
      });
    });
  });

  it('three operands an operation, rows, columns, and results that stay', () => {
    settings.deferFrom = 0;
    expectCloseToCpu(() => {
      const tensor = (seed: number, shape: [number, number] = [12, 10]) =>
        tf.tensor2d(numbers(shape, seed), shape);
      const kept: tf.Tensor[] = [tensor(1)];
      for (let i = 0; i < 150; i++) {
        const condition = tf.greater(kept[i], tensor(3 * i + 2, i % 2 ? [1, 10] : [12, 1]));
        kept.push(tf.where(condition, tensor(3 * i + 3), tf.sigmoid(tf.add(kept[i], i))));
      }
      return kept;
    });
  });

  it('the sum of two thousand tensors', () => {
    expectCloseToCpu(() => tf.addN(Array.from({ length: 2000 }, (_, i) => tf.tensor1d(numbers([200], i)))));
  });

  it('a chain of three thousand operations and reductions that is read at its end', () => {
    expectCloseToCpu(() =>
      tf.tidy(() => {
        let x: tf.Tensor = tf.tensor2d(numbers([10, 20]), [10, 20]);
        for (let i = 0; i < 800; i++) x = tf.tanh(tf.sub(tf.add(x, 0.1), tf.mean(x, 0)));
        return x;
      }),
    );
  });
});

describe('memory that runs out', () => {
  const LIMIT = 64;
  beforeEach(async () => {
    tf.registerBackend('simd-small', () => new SimdBackend(new Memory({ maxPages: LIMIT })));
    for (const config of tf.getKernelsForBackend('simd'))
      tf.registerKernel({ ...config, backendName: 'simd-small' });
    await tf.setBackend('simd-small');
  });
  afterEach(async () => {
    await tf.setBackend('simd');
    tf.removeBackend('simd-small');
  });

  it('leaves the backend as it was', () => {
    const values = numbers([400_000]);
    const x = tf.tensor1d(values);
    tf.neg(x).dispose();
    const others = [1, 2].map((n) => tf.tidy(() => tf.mul(tf.fill([100_000], n), tf.ones([100_000]))));
    for (const other of others) other.dataSync();
    const before = { tensors: tf.memory().numTensors, bytes: memory().bytesInUse };
    for (let i = 0; i < 3; i++) {
      for (const call of [
        () => tf.concat([x, x, x]),
        () => tf.pad(x, [[300_000, 300_000]]),
        () => tf.matMul(tf.reshape(x, [1000, 400]), tf.reshape(x, [1000, 400]), false, true).dataSync(),
        () => tf.maxPool(tf.reshape<tf.Rank.R4>(x, [1, 1000, 100, 4]), 3, 1, 'same').dataSync(),
        () => tf.exp(tf.tile(tf.reshape(x, [1, 400_000]), [3, 1])).dataSync(),
        () => {
          const [y, z] = [tf.exp(x), tf.tanh(x)];
          return tf.add(tf.mul(y, z), tf.sigmoid(z)).dataSync();
        },
        () =>
          tf
            .batchNorm(tf.tile(tf.reshape(x, [1, 100_000, 4]), [3, 1, 1]), tf.ones([4]), tf.ones([4]))
            .dataSync(),
      ]) {
        expect(() => tf.tidy(() => void call())).toThrow('Out of memory in the simd backend');
        expect({ tensors: tf.memory().numTensors, bytes: memory().bytesInUse }).toEqual(before);
      }
    }
    expect(x.dataSync()[399_999]).toBe(values[399_999]);
    expect(tf.tidy(() => tf.sum(tf.add(others[0], others[1])).dataSync()[0])).toBe(300_000);
    tf.dispose([x, others]);
    expect(memory().bytesInUse).toBeLessThan(before.bytes);
  });

  it('scratch space that could not grow is not used any more', () => {
    const { runtime } = tf.backend() as SimdBackend;
    const program = (scratchBytes: number, seen: number[]) => ({
      key: '',
      scratchBytes,
      code: new Uint8Array(),
      taskTime: 0,
      run: (_args: number, _begin: number, _end: number, scratch: number) => void seen.push(scratch),
    });
    const seen: number[] = [];
    runtime.launcher.launch(program(1000, seen), 1, []);
    expect(() => runtime.launcher.launch(program(100_000_000, seen), 1, [])).toThrow('Out of memory');
    const other = runtime.memory.allocate(1000);
    runtime.launcher.launch(program(1000, seen), 1, []);
    expect(seen[1]).not.toBe(other);
    runtime.memory.free(other);
  });
});

describe('tensors that move between backends', () => {
  it('with pending expressions, there and back', async () => {
    const before = memory().bytesInUse;
    const x = tf.tensor1d(numbers([300]));
    const y = tf.tidy(() => tf.mul(tf.add(x, 1), 2));
    const sum = tf.tidy(() => tf.sum(tf.reshape(y, [30, 10]), 0));
    const positive = tf.greater(y, 2);
    await tf.setBackend('cpu');
    const onCpu = tf.tidy(() => Array.from(tf.where(positive, y, tf.neg(y)).dataSync()));
    expect(Array.from(x.dataSync())).toEqual(Array.from(numbers([300])));
    await tf.setBackend('simd');
    const onSimd = tf.tidy(() => Array.from(tf.where(positive, y, tf.neg(y)).dataSync()));
    expect(onSimd).toEqual(onCpu);
    expect(sum.shape).toEqual([10]);
    sum.dataSync();
    tf.dispose([x, y, sum, positive]);
    expect(memory().bytesInUse).toBe(before);
  });
});

describe('gradients', () => {
  const x = () => tf.tensor2d(numbers([12, 16], 5), [12, 16]);
  const functions: Record<string, (x: tf.Tensor) => tf.Tensor> = {
    'a softmax cross entropy': (x) =>
      tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(x), tf.softmax(tf.neg(x))), -1))),
    'a normalisation': (x) => {
      const { mean, variance } = tf.moments(x, 0);
      return tf.sum(
        tf.tanh(tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-3))), tf.range(0, 16))),
      );
    },
    'products and slices': (x) => tf.sum(tf.square(tf.matMul(tf.slice(x, [0, 2], [12, 8]), x, true))),
    'a maximum': (x) => tf.sum(tf.mul(tf.max(x, 1, true), tf.sigmoid(x))),
    'a gathering': (x) =>
      tf.sum(
        tf.exp(
          tf.concat(
            [
              tf.pad(x, [
                [0, 0],
                [1, 0],
              ]),
              tf.tile(tf.mean(x, 1, true), [1, 3]),
            ],
            1,
          ),
        ),
      ),
    'a convolution': (x) =>
      tf.sum(
        tf.tanh(
          tf.conv2d(
            tf.reshape<tf.Rank.R4>(x, [1, 12, 16, 1]),
            tf.tensor4d(numbers([3, 3, 1, 4]), [3, 3, 1, 4]),
            1,
            'same',
          ),
        ),
      ),
    'a custom gradient': (x) =>
      tf.sum(
        tf.customGrad((a, save) => {
          (save as (tensors: tf.Tensor[]) => void)([a as tf.Tensor]);
          return {
            value: tf.square(a as tf.Tensor),
            gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(tf.mul(dy, saved[0]), 5),
          };
        })(tf.add(x, 1)),
      ),
  };
  for (const [name, f] of Object.entries(functions)) {
    for (const deferFrom of [0, 128]) {
      it(`of ${name}, deferred from ${deferFrom}`, () => {
        settings.deferFrom = deferFrom;
        expectCloseToCpu(() => tf.grad(f)(x()), 1e-3);
      });
    }
    if (['a normalisation', 'products and slices', 'a softmax cross entropy'].includes(name)) {
      it(`of the gradient of ${name}`, () => {
        expectCloseToCpu(() => tf.grad((x) => tf.sum(tf.square(tf.grad(f)(x))))(x()), 1e-3);
      });
    }
  }
});
