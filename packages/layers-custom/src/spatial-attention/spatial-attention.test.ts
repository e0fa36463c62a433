import { expectReference, testLayer } from '@convstudy-tools/test-kit';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import cases from '../../test/fixtures/spatial-attention.json' with { type: 'json' };
import { spatialAttention } from './spatial-attention.js';

describe('SpatialAttention', () => {
  describe.each([false, true])('applyMask: %s', (applyMask) => {
    testLayer({
      create: () => spatialAttention({ kernelSize: 3, applyMask }),
      inputShapes: [
        [5, 4, 3],
        [3, 3, 1],
      ],
    });
  });

  it.each(cases)(
    'equals PyTorch: $inputShape, window $kernelSize, applyMask $applyMask',
    async ({ kernelSize, applyMask, kernel, kernelGradient, ...reference }) => {
      await expectReference(() => spatialAttention({ kernelSize, applyMask }), {
        ...reference,
        weights: [kernel],
        weightGradients: [kernelGradient],
      });
    },
  );

  it('gives a mask of one channel between 0 and 1, from 98 weights by default', () => {
    const layer = spatialAttention();
    const mask = layer.apply(tf.randomNormal([1, 32, 32, 3], 0, 1, 'float32', 4)) as tf.Tensor;
    expect(mask.shape).toEqual([1, 32, 32, 1]);
    expect(layer.countParams()).toBe(98);
    expect(tf.min(mask).dataSync()[0]).toBeGreaterThan(0);
    expect(tf.max(mask).dataSync()[0]).toBeLessThan(1);
  });

  it('begins within 1 / sqrt(fan in), or as kernelInitializer says', () => {
    const layer = spatialAttention();
    layer.build([null, 8, 8, 3]);
    const bound = 1 / Math.sqrt(2 * 7 * 7);
    const largest = tf.max(tf.abs(layer.getWeights()[0])).dataSync()[0];
    expect(largest).toBeLessThanOrEqual(bound);
    expect(largest).toBeGreaterThan(0.7 * bound);

    const zeros = spatialAttention({ kernelInitializer: 'zeros' });
    const mask = zeros.apply(tf.ones([1, 4, 4, 2])) as tf.Tensor;
    expect(mask.dataSync().every((value) => value === 0.5)).toBe(true);
  });

  it('freezes its kernel when trainable is false', () => {
    const layer = spatialAttention({ trainable: false });
    layer.build([null, 8, 8, 3]);
    expect(layer.trainableWeights).toHaveLength(0);
    expect(layer.nonTrainableWeights).toHaveLength(1);
  });

  it.each([0, 2, -3, 2.5, '7', null])('refuses kernelSize %j', (kernelSize) => {
    expect(() => spatialAttention({ kernelSize } as never)).toThrow(
      /^SpatialAttention: kernelSize must be a positive odd integer, but it is /,
    );
  });

  it('refuses an applyMask that is no boolean, and inputs that are no images', () => {
    expect(() => spatialAttention({ applyMask: 1 } as never)).toThrow(
      'SpatialAttention: applyMask must be true or false, but it is 1.',
    );
    expect(() => spatialAttention().apply(tf.zeros([2, 14]))).toThrow(/ndim=4/);
  });
});
