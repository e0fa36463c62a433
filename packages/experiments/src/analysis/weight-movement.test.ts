import { layers, sequential } from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { kernelValues, weightMovement } from './weight-movement.js';

describe('weightMovement', () => {
  it('tells the lowest and the highest hundredth from the rest', () => {
    const before = Float32Array.from({ length: 200 }, (_, i) => (i * 37) % 200);
    const after = before.map((value) => (value < 2 ? value - 3 : value >= 198 ? value + 5 : value + 0.5));
    expect(weightMovement(before, after)).toEqual({ lowest: 3, middle: 0.5, highest: 5 });
  });

  it('counts one weight at either end of a small kernel', () => {
    expect(weightMovement(Float32Array.of(1, 2, 3), Float32Array.of(2, 2, 7))).toEqual({
      lowest: 1,
      middle: 0,
      highest: 4,
    });
  });

  it('refuses what cannot be compared', () => {
    expect(() => weightMovement(Float32Array.of(1, 2), Float32Array.of(1, 2))).toThrow(
      'must have the same length, 3 at least, but have 2 and 2',
    );
    expect(() => weightMovement(new Float32Array(4), new Float32Array(5))).toThrow('but have 4 and 5');
  });
});

it('kernelValues are copies of the kernels', async () => {
  await tf.setBackend('cpu');
  const model = sequential({
    layers: [layers.dense({ units: 1, inputShape: [2], kernelInitializer: 'ones', name: 'd' })],
  });
  const values = await kernelValues(model);
  model.setWeights([tf.zeros([2, 1]), tf.zeros([1])]);
  expect(values).toEqual(new Map([['d', Float32Array.of(1, 1)]]));
});
