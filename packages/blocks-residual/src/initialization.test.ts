import '@tensorflow/tfjs-backend-cpu';
import * as tfc from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { fanInUniform, subSeed } from './index.js';

beforeAll(() => tfc.setBackend('cpu'));

/** Least, greatest, mean and standard deviation. */
function summary(values: ArrayLike<number>) {
  const list = Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  const deviation = Math.sqrt(list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / list.length);
  return { least: Math.min(...list), greatest: Math.max(...list), mean, deviation };
}

function expectUniform(values: ArrayLike<number>, limit: number): void {
  const { least, greatest, mean, deviation } = summary(values);
  expect(least).toBeGreaterThanOrEqual(-limit);
  expect(greatest).toBeLessThanOrEqual(limit);
  expect(least).toBeLessThan(-0.98 * limit);
  expect(greatest).toBeGreaterThan(0.98 * limit);
  expect(Math.abs(mean)).toBeLessThan(0.03 * limit);
  expect(deviation / (limit / Math.sqrt(3))).toBeCloseTo(1, 1);
}

describe('fanInUniform', () => {
  it('spreads the kernel of a convolution over +-1 / sqrt(height x width x input channels)', () => {
    const layer = tf.layers.conv2d({
      filters: 64,
      kernelSize: 3,
      kernelInitializer: fanInUniform({ seed: 1 }),
    });
    layer.build([null, 8, 8, 16]);
    expectUniform(layer.getWeights()[0].dataSync(), 1 / Math.sqrt(3 * 3 * 16));
  });

  it('spreads the kernel of a dense layer over +-1 / sqrt(inputs)', () => {
    const layer = tf.layers.dense({ units: 50, kernelInitializer: fanInUniform({ seed: 1 }) });
    layer.build([null, 200]);
    expectUniform(layer.getWeights()[0].dataSync(), 1 / Math.sqrt(200));
  });

  it('spreads a bias over +-1 / sqrt(fanIn)', () => {
    const bias = fanInUniform({ seed: 1, fanIn: 144 }).apply([5000]);
    expectUniform(bias.dataSync(), 1 / 12);
  });

  it('survives serialization', () => {
    for (const initializer of [fanInUniform({ seed: 4 }), fanInUniform({ seed: 4, fanIn: 9 })]) {
      const layer = tf.layers.dense({ units: 3, useBias: false, kernelInitializer: initializer });
      layer.build([null, 9]);
      const copy = tf.layers.dense({ ...(layer.getConfig() as { units: number }), name: 'copy' });
      copy.build([null, 9]);
      expect(copy.getWeights()[0].dataSync()).toEqual(layer.getWeights()[0].dataSync());
    }
  });

  it.each([0, -1, NaN])('refuses fanIn %s', (fanIn) => {
    expect(() => fanInUniform({ fanIn })).toThrow(
      `fanInUniform: fanIn must be greater than 0, but it is ${fanIn}.`,
    );
  });
});

describe('subSeed', () => {
  it('is a positive 31-bit integer, fixed by seed and part', () => {
    for (let seed = 0; seed < 200; seed++) {
      const value = subSeed(seed, 'conv1/kernel');
      expect(Number.isSafeInteger(value) && value > 0 && value < 2 ** 31).toBe(true);
      expect(subSeed(seed, 'conv1/kernel')).toBe(value);
    }
  });

  it('differs between seeds and between parts', () => {
    const values = new Set<number>();
    for (let seed = 0; seed < 100; seed++) {
      for (let part = 0; part < 100; part++) values.add(subSeed(seed, `conv${part}`));
    }
    expect(values.size).toBe(10_000);
  });

  it('passes an absent seed on', () => {
    expect(subSeed(undefined, 'conv1')).toBeUndefined();
  });
});
