import '@convstudy/backend-simd';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { compareLayers, difference, type LayerPair } from './compare-layers.js';

beforeAll(() => tf.setBackend('simd'));

const conv = (filters: number, seed: number) => (images: SymbolicTensor) =>
  layers
    .conv2d({
      filters,
      kernelSize: 3,
      padding: 'same',
      kernelInitializer: initializers.glorotNormal({ seed }),
    })
    .apply(images) as SymbolicTensor;

const pair: LayerPair = {
  layer: 'a',
  standard: 'b',
  imageShape: [6, 5, 2],
  build: { custom: conv(4, 1), standard: conv(4, 2) },
  sameFunction: true,
};

describe('compareLayers', () => {
  it('gives the standard layer the weights of the custom one', async () => {
    const compared = await compareLayers(pair, { images: 3, rounds: 2 });
    const same = { equal: true, largest: 0, standardDeviation: 0 };
    expect(compared).toMatchObject({
      inputShape: [1, 6, 5, 2],
      outputShape: { custom: [1, 6, 5, 4], standard: [1, 6, 5, 4] },
      parameters: { custom: 9 * 2 * 4 + 4, standard: 9 * 2 * 4 + 4 },
      images: 3,
      inference: same,
      training: same,
      gradients: [
        { of: 'input', ...same },
        { of: 'kernel', ...same },
        { of: 'bias', ...same },
      ],
    });
    const { forwardMs, backwardMs, timeRatio, range } = compared;
    for (const time of [forwardMs, backwardMs].flatMap(({ custom, standard }) => [custom, standard])) {
      expect(time).toBeGreaterThanOrEqual(0);
    }
    expect(timeRatio).toBeGreaterThan(0);
    expect(range.custom.low).toBeLessThan(range.custom.high);
  });

  it('finds values and gradients that differ', async () => {
    const doubled = (images: SymbolicTensor) => {
      const output = conv(4, 2)(images);
      return layers.add().apply([output, output]) as SymbolicTensor;
    };
    const build = { custom: doubled, standard: conv(4, 2) };
    const { inference, gradients, range } = await compareLayers({ ...pair, build }, { images: 3, rounds: 1 });
    // Twice the output differs from it by the output itself.
    const { low, high } = range.standard;
    expect(inference).toMatchObject({ equal: false, largest: Math.max(-low, high) });
    expect(range.custom).toEqual({ low: 2 * low, high: 2 * high });
    expect(gradients!.map(({ equal }) => equal)).toEqual([false, false, false]);
  });

  it('compares no values of layers that compute different things', async () => {
    const build = { custom: conv(4, 1), standard: conv(3, 1) };
    const compared = await compareLayers({ ...pair, build, sameFunction: false }, { images: 2, rounds: 1 });
    expect(compared).toMatchObject({
      outputShape: { custom: [1, 6, 5, 4], standard: [1, 6, 5, 3] },
      inference: null,
      training: null,
      gradients: null,
    });
    await expect(compareLayers({ ...pair, build })).rejects.toThrow(
      'a and b must have the same weights and outputs to compute the same, but have weights [[3,3,2,4],[4]] and',
    );
  });

  it('refuses values that are not finite', async () => {
    const broken = (images: SymbolicTensor) =>
      layers
        .conv2d({
          filters: 4,
          kernelSize: 3,
          padding: 'same',
          kernelInitializer: initializers.constant({ value: NaN }),
        })
        .apply(images) as SymbolicTensor;
    const build = { custom: broken, standard: conv(4, 1) };
    await expect(compareLayers({ ...pair, build }, { images: 2 })).rejects.toThrow(
      'compareLayers: values and gradients must be finite, but one is NaN',
    );
  });

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await compareLayers(pair, { images: 2, rounds: 1 });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('difference', () => {
  it("is by torch.allclose's rule", () => {
    const of = (custom: number[], standard: number[]) =>
      difference(Float32Array.from(custom), Float32Array.from(standard));
    expect(of([1.000009, 0], [1, 0])).toMatchObject({ equal: true });
    expect(of([1.00002, 0], [1, 0])).toMatchObject({ equal: false });
    expect(of([0, 1e-7], [0, 0])).toMatchObject({ equal: false });
    expect(of([3, 1], [1, 3])).toEqual({ equal: false, largest: 2, standardDeviation: 2 });
  });
});
