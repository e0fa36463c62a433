import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { SimdBackend } from './backend.js';
import './index.js';
import { settings } from './settings.js';

const backend = () => tf.backend() as SimdBackend;
const bytesInUse = () => backend().runtime.memory.bytesInUse;

beforeEach(async () => {
  await tf.setBackend('simd');
});
afterEach(() => {
  settings.deferFrom = 128;
});

function smallCnn() {
  const { conv2d, maxPooling2d, batchNormalization, flatten, dense } = layers.layers;
  return layers.sequential({
    layers: [
      conv2d({
        inputShape: [8, 8, 1],
        filters: 4,
        kernelSize: 3,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: layers.initializers.glorotUniform({ seed: 1 }),
      }),
      batchNormalization(),
      maxPooling2d({ poolSize: 2 }),
      flatten(),
      dense({ units: 3, kernelInitializer: layers.initializers.glorotUniform({ seed: 2 }) }),
    ],
  });
}

function batch() {
  const images = Float32Array.from({ length: 16 * 64 }, (_, i) => Math.sin(i * 0.37) + (i % 7) / 7);
  const labels = Float32Array.from({ length: 16 * 3 }, (_, i) => Number(i % 3 === Math.floor(i / 3) % 3));
  return { x: tf.tensor4d(images, [16, 8, 8, 1]), y: tf.tensor2d(labels, [16, 3]) };
}

describe('training', () => {
  it('leaves the number of tensors and the memory in use where they were over 1,000 steps', () => {
    const model = smallCnn();
    const optimizer = tf.train.adam(1e-3);
    const { x, y } = batch();
    const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const step = () => {
      const loss = optimizer.minimize(
        () => tf.losses.softmaxCrossEntropy(y, model.apply(x, { training: true }) as tf.Tensor2D),
        true,
        variables,
      ) as tf.Scalar;
      const value = loss.dataSync()[0];
      loss.dispose();
      return value;
    };
    let loss = 0;
    // Enough steps for chains that are never read, such as moving averages, to have been computed in between.
    for (let i = 0; i < 64; i++) loss = step();
    const before = {
      tensors: tf.memory().numTensors,
      bytes: bytesInUse(),
      kernels: backend().runtime.programs.size,
    };
    let most = 0;
    for (let i = 0; i < 1000; i++) {
      loss = step();
      most = Math.max(most, bytesInUse());
    }
    expect(loss).toBeLessThan(0.1);
    expect(tf.memory().numTensors).toBe(before.tensors);
    expect(most).toBeLessThan(before.bytes * 1.5 + 50_000);
    expect(backend().runtime.programs.size).toBeLessThan(before.kernels + 10);
    model.dispose();
    optimizer.dispose();
    tf.dispose([x, y]);
  });

  it('gives what it gives on cpu: fit, evaluate, predict', async () => {
    const results = [];
    for (const name of ['cpu', 'simd']) {
      await tf.setBackend(name);
      const model = smallCnn();
      model.compile({
        optimizer: tf.train.sgd(0.1),
        loss: tf.losses.softmaxCrossEntropy,
        metrics: ['accuracy'],
      });
      const { x, y } = batch();
      const { history } = await model.fit(x, y, { epochs: 3, batchSize: 8, shuffle: false });
      const evaluated = (model.evaluate(x, y) as tf.Scalar[]).map((value) => value.dataSync()[0]);
      const predicted = [...(model.predict(x) as tf.Tensor).dataSync()];
      results.push({ loss: history.loss as number[], evaluated, predicted });
      model.dispose();
      tf.dispose([x, y]);
    }
    const [cpu, simd] = results as [(typeof results)[0], (typeof results)[0]];
    simd.loss.forEach((value, i) => expect(value).toBeCloseTo(cpu.loss[i], 4));
    simd.evaluated.forEach((value, i) => expect(value).toBeCloseTo(cpu.evaluated[i], 4));
    simd.predicted.forEach((value, i) => expect(value).toBeCloseTo(cpu.predicted[i], 3));
  });
});

describe('deferred expressions', () => {
  it('an endless chain that is never read stays bounded', () => {
    settings.deferFrom = 0;
    const chain = () => {
      const before = bytesInUse();
      let x = tf.ones([10_000]);
      const step = tf.tensor1d(new Float32Array(10_000).fill(0.5));
      let most = 0;
      for (let i = 0; i < 2000; i++) {
        const next = tf.tidy(() => tf.add(tf.mul(x, 0.5), step));
        x.dispose();
        x = next;
        most = Math.max(most, bytesInUse() - before);
      }
      expect(most).toBeLessThan(20 * 40_000);
      expect(x.dataSync()[9_999]).toBeCloseTo(1, 6);
      tf.dispose([x, step]);
      return bytesInUse() - before;
    };
    chain();
    // The code of the kernels, which worker threads compile, is in memory by now.
    expect(chain()).toBe(0);
  });

  it('doubling a value over and over does not explode', () => {
    let x: tf.Tensor = tf.tensor1d(new Float32Array(1000).fill(1));
    for (let i = 0; i < 100; i++) {
      const next = tf.tidy(() => tf.mul(tf.add(x, x), 0.5));
      x.dispose();
      x = next;
    }
    expect(x.dataSync()[999]).toBe(1);
    x.dispose();
  });

  it('values survive the tensors that they were made from', () => {
    const y = tf.tidy(() => {
      const x = tf.tensor1d(new Float32Array(500).fill(3));
      return tf.square(tf.add(x, 1));
    });
    // The freed memory is overwritten before y is computed.
    const other = tf.tensor1d(new Float32Array(500).fill(9));
    expect(y.dataSync()[499]).toBe(16);
    expect(other.dataSync()[0]).toBe(9);
    tf.dispose([y, other]);
  });

  it('an array that was read does not change with the tensor, nor the tensor with the array', () => {
    const x = tf.relu(tf.tensor1d(new Float32Array(300).fill(2)));
    const read = x.dataSync();
    read[0] = 77;
    expect(x.dataSync()[0]).toBe(2);
    x.dispose();
    tf.tensor1d(new Float32Array(300).fill(5)).dispose();
    expect(read[1]).toBe(2);
    expect(read.buffer).toBeInstanceOf(ArrayBuffer);
  });

  it('rows and columns of different lengths meet in one expression', () => {
    settings.deferFrom = 0;
    const x = tf.tensor2d(
      Float32Array.from({ length: 60 }, (_, i) => i),
      [6, 10],
    );
    const y = tf.tidy(() => {
      const rows = tf.add(x, tf.range(0, 10));
      const other = tf.mul(tf.reshape(rows, [12, 5]), tf.range(1, 6));
      return tf.sub(other, tf.reshape(tf.range(0, 12), [12, 1]));
    });
    const expected = Array.from({ length: 60 }, (_, i) => (i + (i % 10)) * (1 + (i % 5)) - Math.floor(i / 5));
    expect([...y.dataSync()]).toEqual(expected);
    tf.dispose([x, y]);
  });
});

describe('the backend', () => {
  it('takes over tensors of another backend', async () => {
    await tf.setBackend('cpu');
    const x = tf.tensor1d([1, 2, 3]);
    await tf.setBackend('simd');
    expect([...tf.add(x, 1).dataSync()]).toEqual([2, 3, 4]);
    x.dispose();
  });

  it('reports its memory', () => {
    const info = tf.memory() as unknown as {
      numBytesInUse: number;
      numBytesReserved: number;
      unreliable: boolean;
    };
    expect(info.unreliable).toBe(false);
    expect(info.numBytesReserved).toBeGreaterThan(info.numBytesInUse);
  });

  it('works on an unshared memory that grows under its views', async () => {
    const { SimdBackend } = await import('./backend.js');
    const { Memory } = await import('./memory.js');
    tf.registerBackend('simd-unshared', () => new SimdBackend(new Memory({ shared: false })));
    for (const config of tf.getKernelsForBackend('simd')) {
      tf.registerKernel({ ...config, backendName: 'simd-unshared' });
    }
    await tf.setBackend('simd-unshared');
    tf.tidy(() => {
      const x = tf.relu(tf.tensor1d(new Float32Array(1000).fill(1)));
      x.dataSync();
      const large = tf.relu(tf.fill([5_000_000], 2));
      expect(tf.sum(large).dataSync()[0]).toBe(1e7);
      expect(tf.topk(x, 3).values.dataSync()[2]).toBe(1);
    });
    await tf.setBackend('simd');
    tf.removeBackend('simd-unshared');
  });
});
