import { onBackend } from '@convstudy-tools/test-kit';
import * as tf from '@tensorflow/tfjs-core';
import { layers, loadLayersModel, sequential, type LayersModel } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { adaptiveAvgPool2d, customReLU, noisyConv2d, seededDropout, spatialAttention } from '../src/index.js';

const IMAGES = tf.randomNormal([12, 7, 7, 2], 0, 1, 'float32', 1);
const LABELS = tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2], 'int32'), 3);

function build(): LayersModel {
  return sequential({
    layers: [
      noisyConv2d({ inputShape: [7, 7, 2], filters: 4, kernelSize: 3, padding: 'same' }),
      customReLU(),
      spatialAttention({ kernelSize: 3, applyMask: true }),
      seededDropout({ rate: 0.25 }),
      adaptiveAvgPool2d({ outputSize: 3 }),
      layers.flatten(),
      seededDropout({ rate: 0.25 }),
      layers.dense({ units: 3 }),
    ],
  });
}

async function train(model: LayersModel, epochs: number): Promise<void> {
  model.compile({ optimizer: tf.train.sgd(0.1), loss: tf.losses.softmaxCrossEntropy });
  await model.fit(IMAGES, LABELS, { batchSize: 5, epochs, shuffle: false, verbose: 0 });
}

async function saveAndLoad(model: LayersModel): Promise<LayersModel> {
  let saved: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler((artifacts) => {
      saved = artifacts;
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } });
    }),
  );
  return loadLayersModel(tf.io.fromMemory(saved!));
}

function weightsOf(model: LayersModel): number[][] {
  return model.getWeights().map((weight) => Array.from(weight.dataSync()));
}

describe('a model of all layers', () => {
  it('learns the same from the same weights, whether it is interrupted, saved and loaded or not', async () => {
    const straight = build();
    const interrupted = build();
    interrupted.setWeights(straight.getWeights());

    await train(straight, 3);
    await train(interrupted, 1);
    const resumed = await saveAndLoad(interrupted);
    await train(resumed, 2);

    expect(weightsOf(resumed)).toEqual(weightsOf(straight));
  });

  it('leaks no tensor in training', async () => {
    const model = build();
    await train(model, 1);
    const before = tf.memory().numTensors;
    await model.fit(IMAGES, LABELS, { batchSize: 5, epochs: 2, verbose: 0 });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('takes images of any size', () => {
    const model = sequential({
      layers: [
        noisyConv2d({ inputShape: [null, null, 2], filters: 4, kernelSize: 3 }),
        spatialAttention({ applyMask: true }),
        adaptiveAvgPool2d({ outputSize: 3 }),
        layers.flatten(),
      ],
    });
    for (const size of [8, 13]) {
      expect((model.predict(tf.ones([2, size, size, 2])) as tf.Tensor).shape).toEqual([2, 36]);
    }
  });

  it('trains on simd as it trains on cpu', async () => {
    const initial = weightsOf(build());
    const trained = (backend: string) =>
      onBackend(backend, async () => {
        const model = build();
        model.setWeights(initial.map((values, i) => tf.tensor(values, model.getWeights()[i].shape)));
        await train(model, 2);
        return weightsOf(model);
      });
    const cpu = await trained('cpu');
    const simd = await trained('simd');
    cpu.forEach((weight, i) => {
      weight.forEach((value, j) => expect(simd[i][j]).toBeCloseTo(value, 4));
    });
  });
});
