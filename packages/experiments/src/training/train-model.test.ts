import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { tinyDataset, tinyModel } from '../../test/support/tiny.js';
import { evaluateModel } from './evaluate-model.js';
import { trainModel, type BatchProgress, type TrainOptions, type TrainResult } from './train-model.js';

const dataset = tinyDataset();

beforeAll(() => tf.setBackend('cpu'));

function build(seed = 1) {
  return tinyModel.build({ inputShape: dataset.imageShape, numClasses: 3, seed });
}

async function train(options: Partial<TrainOptions> = {}): Promise<TrainResult> {
  const model = build();
  try {
    return await trainModel(model, {
      dataset,
      epochs: 2,
      batchSize: 16,
      learningRate: 0.01,
      seed: 1,
      ...options,
    });
  } finally {
    model.dispose();
  }
}

/** All but the times. */
function figures({ epochs, final, status }: TrainResult) {
  return { status, final, epochs: epochs.map(({ seconds: _, ...rest }) => rest) };
}

describe('trainModel', () => {
  it('learns, and records every epoch', async () => {
    const result = await train({ epochs: 8 });
    expect(result.status).toBe('finished');
    expect(result.epochs).toHaveLength(8);
    expect(result.epochs[7].trainLoss).toBeLessThan(result.epochs[0].trainLoss);
    expect(result.final!.test.accuracy).toBe(1);
    expect(result.final!.test).toEqual({
      loss: result.epochs[7].testLoss,
      accuracy: result.epochs[7].testAccuracy,
    });
    expect(result.trainSeconds).toBeCloseTo(
      result.epochs.reduce((sum, { seconds }) => sum + seconds, 0),
      9,
    );
  });

  it('gives the same numbers from the same seed, and others from another', async () => {
    const first = figures(await train());
    expect(figures(await train())).toEqual(first);
    expect(figures(await train({ seed: 2 }))).not.toEqual(first);
  });

  it('takes the steps that tfjs takes with the same data in the same order', async () => {
    const ordered = tinyDataset(16, 6);
    const model = build();
    const twin = build();
    await trainModel(model, { dataset: ordered, epochs: 3, batchSize: 16, learningRate: 0.01 });
    twin.compile({
      optimizer: tf.train.adam(0.01, 0.9, 0.999, 1e-8),
      loss: (labels: tf.Tensor, outputs: tf.Tensor) => tf.losses.softmaxCrossEntropy(labels, outputs),
    });
    const pixels = Float32Array.from(ordered.train.images, (pixel) => (pixel / 255 - 0.5) / 0.5);
    await twin.fit(
      tf.tensor4d(pixels, [16, 4, 4, 1]),
      tf.oneHot(tf.tensor1d(ordered.train.labels, 'int32'), 3),
      { epochs: 3, batchSize: 16, shuffle: false, verbose: 0 },
    );
    const expected = twin.getWeights();
    for (const [index, weight] of model.getWeights().entries()) {
      const [ours, theirs] = [weight.dataSync(), expected[index].dataSync()];
      ours.forEach((value, position) => expect(value).toBeCloseTo(theirs[position], 5));
    }
    model.dispose();
    twin.dispose();
  });

  it('moves the averages of batch normalisation', async () => {
    const model = build();
    const before = await model.layers[2].getWeights()[2].array();
    await trainModel(model, { dataset, epochs: 1, batchSize: 16 });
    expect(await model.layers[2].getWeights()[2].array()).not.toEqual(before);
    model.dispose();
  });

  it('reports every batch, counted from 1, with running means', async () => {
    const seen: BatchProgress[] = [];
    const result = await train({ batchSize: 20, onBatch: (progress) => seen.push(progress) });
    expect(seen.map(({ epoch, batch, images }) => [epoch, batch, images])).toEqual(
      [1, 2].flatMap((epoch) => [20, 40, 60, 80, 96].map((images, index) => [epoch, index + 1, images])),
    );
    expect(seen.at(-1)!.loss).toBe(result.epochs[1].trainLoss);
    expect(seen.at(-1)!.accuracy).toBe(result.epochs[1].trainAccuracy);
  });

  it('stops at a loss that is not finite and says where', async () => {
    const model = tfl.sequential({
      layers: [
        tfl.layers.flatten({ inputShape: [4, 4, 1] }),
        tfl.layers.dense({ units: 3, kernelInitializer: tfl.initializers.constant({ value: NaN }) }),
      ],
    });
    const result = await trainModel(model, { dataset, epochs: 2, batchSize: 16 });
    expect(result).toMatchObject({ status: 'diverged', epochs: [], trainSeconds: 0 });
    expect(result.message).toBe('the loss became NaN in epoch 1, batch 1 of 6');
    expect(result.final).toBeUndefined();
    model.dispose();
  });

  it('stops after the current batch when aborted, and keeps finished epochs', async () => {
    const controller = new AbortController();
    let batches = 0;
    const result = await train({
      epochs: 5,
      signal: controller.signal,
      onBatch: ({ epoch, batch }) => {
        batches++;
        if (epoch === 2 && batch === 3) controller.abort();
      },
    });
    expect(result.status).toBe('interrupted');
    expect(result.epochs).toHaveLength(1);
    expect(batches).toBe(9);
  });

  it.each(['finished', 'interrupted', 'diverged'] as const)(
    'leaves no tensor behind when %s',
    async (status) => {
      const model = build();
      const before = tf.memory().numTensors;
      const controller = new AbortController();
      const result = await trainModel(model, {
        dataset,
        epochs: 2,
        batchSize: 20,
        learningRate: status === 'diverged' ? 1e38 : 1e-3,
        signal: controller.signal,
        onBatch: () => status === 'interrupted' && controller.abort(),
      });
      expect(result.status).toBe(status);
      expect(tf.memory().numTensors).toBe(before);
      model.dispose();
    },
  );

  it.each([
    ['epochs', 0],
    ['epochs', 1.5],
    ['batchSize', -1],
    ['learningRate', 0],
    ['learningRate', NaN],
  ])('refuses %s of %s', async (name, value) => {
    await expect(train({ [name]: value })).rejects.toThrow(new RegExp(`${name} must be .* but is ${value}`));
  });
});

describe('evaluateModel', () => {
  it('is the same whatever the order of the images, and changes nothing', async () => {
    const model = build();
    const first = await evaluateModel(model, { split: dataset.test, dataset });
    expect(await evaluateModel(model, { split: dataset.test, dataset })).toEqual(first);
    expect(first!.accuracy * dataset.test.size).toBeCloseTo(
      Math.round(first!.accuracy * dataset.test.size),
      9,
    );
    model.dispose();
  });
});
