import { onBackend, testLayer } from '@convstudy-tools/test-kit';
import * as tf from '@tensorflow/tfjs-core';
import { input, layers, model, models, sequential } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import cases from '../../test/fixtures/seeded-dropout.json' with { type: 'json' };
import { seededDropout, type SeededDropout, type SeededDropoutConfig } from './seeded-dropout.js';

/** The mask of the layer's next step: what it makes of ones. */
function nextMask(layer: layers.Layer, shape: number[] = [40]): number[] {
  return tf.tidy(() => Array.from((layer.apply(tf.ones(shape), { training: true }) as tf.Tensor).dataSync()));
}

/** Two dropout layers without names, one after the other. */
function twoDropouts(): SeededDropout[] {
  const net = sequential({
    layers: [
      seededDropout({ rate: 0.5, seed: 1, inputShape: [40] }),
      layers.dense({ units: 40 }),
      seededDropout({ rate: 0.5, seed: 1 }),
    ],
  });
  return [net.layers[0], net.layers[2]] as SeededDropout[];
}

describe('SeededDropout', () => {
  testLayer({
    create: () => seededDropout({ rate: 0.4, seed: 5 }),
    inputShapes: [[20], [4, 3, 2]],
    reset: (layer) => {
      layer.step = 0;
    },
  });

  it.each(cases)('has the masks of the reference: $config at step $step', async ({ config, step, mask }) => {
    for (const backend of ['cpu', 'simd']) {
      await onBackend(backend, async () => {
        const layer = seededDropout({ ...config, step });
        const output = layer.apply(tf.ones([40]), { training: true }) as tf.Tensor;
        expect(Array.from(await output.data())).toEqual(mask);
      });
    }
  });

  it('is the identity at inference and leaves the step alone', () => {
    const layer = seededDropout({ rate: 0.5 });
    const output = layer.apply(tf.tensor1d([1, 2, 3])) as tf.Tensor;
    expect(Array.from(output.dataSync())).toEqual([1, 2, 3]);
    expect(layer.step).toBe(0);
  });

  it('drops the share that rate says, and scales the others as tfjs does', () => {
    const ours = nextMask(seededDropout({ rate: 0.25 }), [100_000]);
    const theirs = nextMask(layers.dropout({ rate: 0.25 }), [100]);
    expect(ours.filter((value) => value === 0).length / ours.length).toBeCloseTo(0.25, 2);
    expect(Math.max(...new Set(ours))).toBeCloseTo(Math.max(...theirs), 6);
    expect(new Set(ours).size).toBe(2);
  });

  it('has a new mask each step, and the old one when step is set back', () => {
    const layer = seededDropout({ rate: 0.5, seed: 9 });
    const masks = [nextMask(layer), nextMask(layer), nextMask(layer)];
    expect(new Set(masks.map(String)).size).toBe(3);
    layer.step = 1;
    expect(nextMask(layer)).toEqual(masks[1]);
    expect(nextMask(seededDropout({ rate: 0.5, seed: 9, step: 2 }))).toEqual(masks[2]);
  });

  it('has the same masks in a model that is built twice, though tfjs names its layers differently', () => {
    const [first, second] = [twoDropouts(), twoDropouts()];
    expect(first[0].name).not.toBe(second[0].name);
    expect(second.map((layer) => nextMask(layer))).toEqual(first.map((layer) => nextMask(layer)));
  });

  it('has the same identity in every process and version', () => {
    expect(twoDropouts().map((layer) => layer.getConfig().layerId)).toEqual([1476153494, 199975855]);
  });

  it('has different masks in layers with the same seed, one after the other', () => {
    const [first, second] = twoDropouts();
    expect(nextMask(first)).not.toEqual(nextMask(second));
  });

  it('has different masks in layers with the same seed, side by side', () => {
    const x = input({ shape: [40] });
    const branches = [0, 1].map(() => seededDropout({ rate: 0.5, seed: 1 }));
    branches.forEach((layer) => layer.apply(x));
    const deeper = [0, 1].map(() => {
      const dense = layers.dense({ units: 40 }).apply(x) as typeof x;
      const layer = seededDropout({ rate: 0.5, seed: 1 });
      layer.apply(dense);
      return layer;
    });
    const masks = [...branches, ...deeper].map((layer) => String(nextMask(layer)));
    expect(new Set(masks).size).toBe(4);
  });

  it('takes its identity from a name if it has one, wherever it stands', () => {
    const named = () => seededDropout({ rate: 0.5, name: 'head_dropout' });
    const inModel = named();
    sequential({ layers: [layers.dense({ units: 40, inputShape: [3] }), inModel] });
    expect(nextMask(inModel)).toEqual(nextMask(named()));
  });

  it('goes on with the same masks in a model that is saved in the middle of training', async () => {
    const x = input({ shape: [40] });
    const net = model({ inputs: x, outputs: seededDropout({ rate: 0.5 }).apply(x) as typeof x });
    nextMask(net.layers[1]);
    const copy = await models.modelFromJSON(net.toJSON(null, false) as unknown as tf.io.ModelJSON);
    expect((copy.layers[1] as SeededDropout).step).toBe(1);
    expect(nextMask(copy.layers[1])).toEqual(nextMask(net.layers[1]));
  });

  it('keeps its identity when it is saved before it stands in a model', () => {
    const layer = seededDropout({ rate: 0.5 });
    const copy = seededDropout(layer.getConfig() as unknown as SeededDropoutConfig);
    expect(nextMask(copy)).toEqual(nextMask(layer));
  });

  it('counts one step for each batch that fit trains on', async () => {
    const layer = seededDropout({ rate: 0.5, inputShape: [4] });
    const net = sequential({ layers: [layer, layers.dense({ units: 1 })] });
    net.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const [x, y] = [tf.ones([6, 4]), tf.ones([6, 1])];
    await net.fit(x, y, { batchSize: 2, epochs: 2, verbose: 0, validationData: [x, y] });
    expect(layer.step).toBe(6);
  });

  it('drops whole channels with noiseShape', () => {
    const layer = seededDropout({ rate: 0.5, noiseShape: [null, 1, null] });
    const output = layer.apply(tf.ones([5, 3, 8]), { training: true }) as tf.Tensor3D;
    for (const image of output.arraySync()) {
      expect(image[1]).toEqual(image[0]);
      expect(image[2]).toEqual(image[0]);
    }
    expect(new Set(output.dataSync())).toEqual(new Set([0, 2]));
  });

  it('passes its input on where rate is 0', () => {
    expect(new Set(nextMask(seededDropout({ rate: 0 })))).toEqual(new Set([1]));
  });

  it.each([
    [{ rate: 1 }, 'rate must be at least 0 and less than 1, but it is 1.'],
    [{ rate: -0.1 }, 'rate must be at least 0 and less than 1, but it is -0.1.'],
    [{ rate: NaN }, 'rate must be at least 0 and less than 1, but it is NaN.'],
    [{}, 'rate must be at least 0 and less than 1, but it is undefined.'],
    [{ rate: 0.5, seed: 1.5 }, 'seed must be an integer, but it is 1.5.'],
    [{ rate: 0.5, step: -1 }, 'step must be a non-negative integer, but it is -1.'],
    [{ rate: 0.5, layerId: 0.5 }, 'layerId must be a non-negative integer, but it is 0.5.'],
    [
      { rate: 0.5, noiseShape: [0] },
      'noiseShape must be an array of positive integers and null, but it is [0].',
    ],
  ])('refuses %j', (config, message) => {
    expect(() => seededDropout(config as never)).toThrow(`SeededDropout: ${message}`);
  });

  it('refuses a step that is set to no integer, and a noiseShape that does not fit the input', () => {
    const layer = seededDropout({ rate: 0.5, noiseShape: [null, 3] });
    expect(() => (layer.step = 0.5)).toThrow(
      'SeededDropout: step must be a non-negative integer, but it is 0.5.',
    );
    expect(() => layer.apply(tf.ones([2, 4]), { training: true })).toThrow(
      /^SeededDropout: noiseShape must be one size per axis of the input \[2, 4\].*, but it is \[null,3\]\.$/,
    );
  });
});
