import { expectClose, expectReference, testLayer } from '@convstudy-tools/test-kit';
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import cases from '../../test/fixtures/noisy-conv2d.json' with { type: 'json' };
import { noisyConv2d, type NoisyConv2DConfig } from './noisy-conv2d.js';

const small = { filters: 2, kernelSize: 1 };

function outputs(config: NoisyConv2DConfig, calls: { training: boolean }[]): Float32Array[] {
  const layer = noisyConv2d({ kernelInitializer: 'ones', ...config });
  return calls.map(
    (call) => (layer.apply(tf.ones([1, 8, 8, 3]), call) as tf.Tensor).dataSync() as Float32Array,
  );
}

describe('NoisyConv2D', () => {
  describe.each(['output', 'kernel'] as const)('with noise on the %s', (noiseOn) => {
    testLayer({
      create: () =>
        noisyConv2d({ filters: 3, kernelSize: 3, padding: 'same', noiseOn, activation: 'tanh', seed: 2 }),
      inputShapes: [[5, 4, 2]],
      reset: (layer) => {
        layer.step = 0;
      },
    });
  });

  testLayer({
    create: () => noisyConv2d({ filters: 2, kernelSize: [2, 3], strides: [2, 1], useBias: false }),
    inputShapes: [[6, 5, 2]],
    reset: (layer) => {
      layer.step = 0;
    },
  });

  it.each(cases)(
    'equals PyTorch with the same noise: $config',
    async ({ config, kernel, bias, kernelGradient, biasGradient, ...reference }) => {
      await expectReference(
        () => noisyConv2d(config as NoisyConv2DConfig),
        { ...reference, weights: [kernel, bias], weightGradients: [kernelGradient, biasGradient] },
        { training: true },
      );
    },
  );

  it('is the plain convolution at inference', () => {
    const plain = layers.conv2d({ ...small, kernelInitializer: 'ones', activation: 'relu' });
    const expected = (plain.apply(tf.ones([1, 8, 8, 3])) as tf.Tensor).dataSync();
    expect(outputs({ ...small, activation: 'relu' }, [{ training: false }])[0]).toEqual(expected);
  });

  it('adds noise at inference where it is asked to', () => {
    const [clean] = outputs(small, [{ training: false }]);
    const [noisy] = outputs({ ...small, noiseInInference: true }, [{ training: false }]);
    expect(noisy).not.toEqual(clean);
  });

  it('adds noise of mean 0 and the given standard deviation', () => {
    const layer = noisyConv2d({ filters: 4, kernelSize: 1, noiseStddev: 0.3, kernelInitializer: 'zeros' });
    const noise = layer.apply(tf.ones([16, 32, 32, 1]), { training: true }) as tf.Tensor;
    const { mean, variance } = tf.moments(noise);
    expect(mean.dataSync()[0]).toBeCloseTo(0, 2);
    expect(Math.sqrt(variance.dataSync()[0])).toBeCloseTo(0.3, 2);
  });

  it('draws the same noise again from the same seed, name and step, and other noise from any other', () => {
    const training = [{ training: true }];
    const [first] = outputs({ ...small, seed: 1 }, training);
    expect(outputs({ ...small, seed: 1 }, training)[0]).toEqual(first);
    for (const other of [{ seed: 2 }, { seed: 1, name: 'other' }, { seed: 1, step: 1 }]) {
      expect(outputs({ ...small, ...other }, training)[0]).not.toEqual(first);
    }
  });

  it('draws new noise at each call in training, and goes back when step is set', () => {
    const layer = noisyConv2d(small);
    const x = tf.ones([1, 8, 8, 3]);
    const call = () => (layer.apply(x, { training: true }) as tf.Tensor).dataSync();
    const [first, second] = [call(), call()];
    expect(second).not.toEqual(first);
    expect(layer.step).toBe(2);
    layer.step = 1;
    expect(call()).toEqual(second);
  });

  it('takes the noise on the output before the activation', () => {
    const [output] = outputs({ ...small, activation: 'relu', noiseStddev: 50 }, [{ training: true }]);
    expect(output.some((value) => value === 0)).toBe(true);
    expect(output.every((value) => value >= 0)).toBe(true);
  });

  it('with noise on the kernel, shifts the output by what the noise times the input adds up to', () => {
    const [clean, noisy] = outputs({ ...small, noiseOn: 'kernel' }, [
      { training: false },
      { training: true },
    ]);
    const shift = noisy.map((value, i) => value - clean[i]);
    const perFilter = Float32Array.from(shift, (_, i) => shift[i % 2]);
    expectClose('The shift', shift, perFilter, { relative: 0, ofLargest: 1e-4 });
  });

  it.each([
    [{ noiseStddev: -1 }, 'noiseStddev must be a finite number of at least 0, but it is -1.'],
    [{ noiseStddev: Infinity }, 'noiseStddev must be a finite number of at least 0, but it is Infinity.'],
    [{ noiseOn: 'input' }, `noiseOn must be 'output' or 'kernel', but it is "input".`],
    [{ noiseInInference: 'yes' }, 'noiseInInference must be true or false, but it is "yes".'],
    [{ dataFormat: 'channelsFirst' }, `dataFormat must be 'channelsLast', but it is "channelsFirst".`],
    [{ seed: 0.5 }, 'seed must be an integer, but it is 0.5.'],
  ])('refuses %j', (config, message) => {
    expect(() => noisyConv2d({ ...small, ...config } as never)).toThrow(`NoisyConv2D: ${message}`);
  });
});
