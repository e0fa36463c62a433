import { syntheticDigits } from '@convstudy/datasets';
import * as tf from '@tensorflow/tfjs-core';
import { input, layers, model as buildModel, sequential, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { models } from '../models/index.js';
import { evaluateModel } from '../training/evaluate-model.js';
import { confusionMatrix, mostMistaken, perClassAccuracy } from './confusion.js';
import { effectiveReceptiveField } from './effective-receptive-field.js';
import { firstFilters, layerOutputs } from './feature-maps.js';
import { gradientFlow } from './gradient-flow.js';
import { predictClasses } from './predict-classes.js';
import { receptiveFields } from './receptive-field.js';
import { weightDistributions } from './weight-distribution.js';
import '@convstudy/backend-simd';

beforeAll(() => tf.setBackend('simd'));

const noise = (batch: number) => tf.randomNormal<tf.Rank.R4>([batch, 28, 28, 1], 0, 1, 'float32', 3);

describe('predictions', () => {
  it('agree with the accuracy of an evaluation', async () => {
    const dataset = syntheticDigits({ trainSize: 10, testSize: 300, seed: 2 });
    const model = models.SimpleCNN.build({ inputShape: [28, 28, 1], seed: 1 });
    const predicted = await predictClasses(model, { split: dataset.test, dataset });
    const matrix = confusionMatrix(dataset.test.labels, predicted, 10);
    const correct = matrix.reduce((sum, row, actual) => sum + row[actual], 0);
    expect(matrix.flat().reduce((sum, count) => sum + count)).toBe(300);
    expect(correct / 300).toBe((await evaluateModel(model, { split: dataset.test, dataset }))?.accuracy);
  });

  it('fill a confusion matrix', () => {
    const matrix = confusionMatrix([0, 0, 1, 1, 1, 2], [0, 1, 1, 0, 0, 1], 4);
    expect(matrix).toEqual([
      [1, 1, 0, 0],
      [2, 1, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 0, 0],
    ]);
    expect(perClassAccuracy(matrix)).toEqual([0.5, 1 / 3, 0, NaN]);
    expect(mostMistaken(matrix)).toEqual({ actual: 1, mistakes: 2, takenFor: 0 });
  });

  it('that are no classes, or too few, are refused', () => {
    expect(() => confusionMatrix([0, 1], [0], 2)).toThrow('must have the same length, but have 2 and 1');
    expect(() => confusionMatrix([0, 1], [0, 2], 2)).toThrow(
      'predicted[1] must be a class from 0 to 1, but is 2',
    );
    expect(() => confusionMatrix([-1], [0], 2)).toThrow('labels[0] must be a class from 0 to 1, but is -1');
  });
});

describe('gradientFlow', () => {
  it('gives mean and norm of what a numeric derivative gives', async () => {
    const model = sequential({
      layers: [layers.flatten({ inputShape: [2, 1, 1] }), layers.dense({ units: 2, name: 'd' })],
    });
    const [kernel, bias] = [tf.tensor2d([0.3, -0.2, 0.5, 0.1], [2, 2]), tf.tensor1d([0.1, -0.4])];
    const images = tf.tensor4d([1, 2, -1, 0.5], [2, 2, 1, 1]);
    const labels = tf.tensor1d([0, 1], 'int32');
    const loss = (weights: number[]) => {
      let sum = 0;
      for (const [x, label] of [
        [[1, 2], 0],
        [[-1, 0.5], 1],
      ] as const) {
        const z = [0, 1].map((unit) => x[0] * weights[unit] + x[1] * weights[2 + unit] + weights[4 + unit]);
        sum += Math.log(Math.exp(z[0]) + Math.exp(z[1])) - z[label];
      }
      return sum / 2;
    };
    const weights = [0.3, -0.2, 0.5, 0.1, 0.1, -0.4];
    const numeric = weights.map((_, i) => {
      const at = (step: number) => loss(weights.map((weight, j) => (i === j ? weight + step : weight)));
      return (at(1e-5) - at(-1e-5)) / 2e-5;
    });
    model.setWeights([kernel, bias]);
    const [flow] = await gradientFlow(model, images, labels);
    expect(flow.layer).toBe('d');
    expect(flow.meanAbsolute).toBeCloseTo(numeric.reduce((sum, g) => sum + Math.abs(g), 0) / 6, 5);
    expect(flow.norm).toBeCloseTo(Math.hypot(...numeric), 5);
  });

  it('leaves the model as it was: weights, moving averages, dropout', async () => {
    const { inputShape } = models.FCN;
    const build = () => models.FCN.build({ inputShape, seed: 4 });
    const [measured, other] = [build(), build()];
    const images = noise(4);
    const labels = tf.tensor1d([1, 2, 3, 4], 'int32');
    const tensors = tf.memory().numTensors;
    const flow = await gradientFlow(measured, images, labels);
    expect(tf.memory().numTensors).toBe(tensors);
    expect(flow.length).toBe(4);
    for (const { norm, meanAbsolute } of flow) expect(norm).toBeGreaterThan(meanAbsolute);
    const [a, b] = [measured, other].map((model) => model.getWeights().map((weight) => weight.dataSync()));
    expect(a).toEqual(b);
    expect(await gradientFlow(measured, images, labels)).toEqual(flow);
  });
});

describe('weightDistributions', () => {
  const model = sequential({
    layers: [layers.dense({ units: 4, inputShape: [2], name: 'd' }), layers.reLU()],
  });
  beforeAll(() => {
    model.setWeights([tf.tensor2d([0, 1, 2, 3, 4, 4, 4, 8], [2, 4]), tf.zeros([4])]);
  });

  it('count the values of kernels', async () => {
    const [{ standardDeviation, ...rest }, ...others] = await weightDistributions(model, { bins: 4 });
    expect(others).toEqual([]);
    expect(rest).toEqual({ layer: 'd', min: 0, max: 8, mean: 3.25, counts: [2, 2, 3, 1], range: [0, 8] });
    expect(standardDeviation).toBeCloseTo(2.2776, 4);
  });

  it('cover a range that is given, what lies beyond in the outermost bins', async () => {
    const [{ counts }] = await weightDistributions(model, { bins: 2, ranges: { d: [2, 4] } });
    expect(counts).toEqual([3, 5]);
  });

  it('of equal values have one bin', async () => {
    const equal = sequential({
      layers: [layers.dense({ units: 2, inputShape: [1], kernelInitializer: 'ones' })],
    });
    expect((await weightDistributions(equal, { bins: 3 }))[0].counts).toEqual([2, 0, 0]);
  });

  it.each([0, 1.5])('of %s bins are refused', async (bins) => {
    await expect(weightDistributions(model, { bins })).rejects.toThrow(
      `bins must be a whole number of at least 1, but is ${bins}`,
    );
  });
});

describe('receptive fields', () => {
  it('of the kernel nets are what the recursion gives by hand', () => {
    const size = (id: 'Kernel 3x3' | 'Kernel 7x7') => {
      const { build, inputShape } = models[id];
      return Object.fromEntries(
        receptiveFields(build({ inputShape, seed: 1 })).map((field) => [field.layer, field.size]),
      );
    };
    expect(size('Kernel 3x3')).toEqual({
      images: 1,
      conv1: 3,
      pool1: 4,
      conv2: 8,
      pool2: 10,
      conv3: 18,
      pool3: 22,
    });
    expect(size('Kernel 7x7')).toEqual({
      images: 1,
      conv1: 7,
      pool1: 8,
      conv2: 20,
      pool2: 22,
      conv3: 46,
      pool3: 50,
    });
  });

  it('take the larger path where shortcuts join, and end where everything is seen', () => {
    const { build, inputShape } = models.ResidualCNN;
    const fields = receptiveFields(build({ inputShape, seed: 1 }));
    // conv1: 3; first block: +2 x 2; second, with stride 2: +2, then +2 x 2; third: +2 x 2 x 2.
    expect(fields.at(-1)).toMatchObject({ size: 3 + 4 + 2 + 4 + 8, jump: 2 });
  });

  it('are what a gradient reaches, and no more', async () => {
    const x = input({ shape: [15, 15, 2], name: 'x' });
    const convolve = (y: SymbolicTensor, kernelSize: number, name: string) =>
      layers.conv2d({ filters: 3, kernelSize, padding: 'same', name }).apply(y) as SymbolicTensor;
    const outputs = convolve(convolve(x, 3, 'first'), 5, 'second');
    const model = buildModel({ inputs: x, outputs });
    expect(receptiveFields(model)).toEqual([
      { layer: 'x', size: 1, jump: 1 },
      { layer: 'first', size: 3, jump: 1 },
      { layer: 'second', size: 7, jump: 1 },
    ]);
    const field = await effectiveReceptiveField(model, 'second', tf.randomNormal([4, 15, 15, 2]));
    const reached = field.map((row) => row.map((value) => value > 0));
    const expected = reached.map((row, y) =>
      row.map((_, column) => Math.abs(y - 7) <= 3 && Math.abs(column - 7) <= 3),
    );
    expect(reached).toEqual(expected);
  });

  it('of a layer that is not there, or has no map, are refused', async () => {
    const model = models.SimpleCNN.build({ inputShape: [28, 28, 1], seed: 1 });
    await expect(effectiveReceptiveField(model, 'conv9', noise(1))).rejects.toThrow(
      'layerName must be one of images, conv1',
    );
    await expect(effectiveReceptiveField(model, 'dense1', noise(1))).rejects.toThrow(
      'must be [batch, height, width, channels], but is [batch,128]',
    );
  });
});

describe('layerOutputs and firstFilters', () => {
  const build = () => models.SimpleCNN.build({ inputShape: [28, 28, 1], seed: 1 });

  it('give what predict gives at the last layer', async () => {
    const model = build();
    const images = noise(2);
    const [map, logits] = await layerOutputs(model, images, ['conv1', 'logits']);
    expect(map.shape).toEqual([2, 28, 28, 32]);
    expect(Math.min(...map.values)).toBe(0);
    expect(logits.values).toEqual((model.predict(images) as tf.Tensor).dataSync());
    expect(await layerOutputs(model, images, [])).toEqual([]);
  });

  it('refuse a layer that is not there', async () => {
    await expect(layerOutputs(build(), noise(1), ['conv9'])).rejects.toThrow('but one is "conv9"');
  });

  it('find the kernel of the first convolution', async () => {
    expect(await firstFilters(build())).toMatchObject({ layer: 'conv1', shape: [3, 3, 1, 32] });
    expect(await firstFilters(models.FCN.build({ inputShape: [28, 28, 1], seed: 1 }))).toBeUndefined();
  });
});
