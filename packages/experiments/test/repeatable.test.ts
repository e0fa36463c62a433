import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../src/backend/choose-backend.js';
import { models } from '../src/models/index.js';
import { loadData } from '../src/studies/load-data.js';
import { trainModel } from '../src/training/train-model.js';

beforeAll(() => chooseBackend({ backend: 'simd' }));

describe.each(['FCN', 'SimpleCNN', 'ResidualCNN'])('%s on simd', (id) => {
  it('gives the same numbers from the same seed to the last bit, and leaves no tensor behind', async () => {
    const dataset = await loadData({ kind: 'synthetic-digits', trainSize: 96, testSize: 50, seed: 3 });
    const tensors = tf.memory().numTensors;
    const train = async (seed: number) => {
      const model = models[id].build({ inputShape: dataset.imageShape, seed });
      const { epochs, final } = await trainModel(model, { dataset, epochs: 2, batchSize: 32, seed });
      model.dispose();
      return { final, losses: epochs.map(({ trainLoss, testLoss }) => [trainLoss, testLoss]) };
    };
    const first = await train(1);
    expect(await train(1)).toEqual(first);
    expect(await train(2)).not.toEqual(first);
    expect(tf.memory().numTensors).toBe(tensors);
  });
});
