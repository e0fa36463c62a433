import { syntheticDigits } from '@convstudy/datasets';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { models } from '../models/index.js';
import { evaluateModel } from '../training/evaluate-model.js';
import { confusionMatrix, mostMistaken, perClassAccuracy } from './confusion.js';
import { firstFilters, layerOutputs } from './feature-maps.js';
import { gradientFlow } from './gradient-flow.js';
import { predictClasses } from './predict-classes.js';
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
    expect(await firstFilters(build())).toMatchObject([{ layer: 'conv1', shape: [3, 3, 1, 32] }]);
    expect(await firstFilters(models.FCN.build({ inputShape: [28, 28, 1], seed: 1 }))).toEqual([]);
  });
});
