import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { batches, type Dataset } from '@convstudy/datasets';
import * as tf from '@tensorflow/tfjs-core';
import { models } from '../../models/index.js';
import { saveStateDict } from '../../state-dict/state-dict-file.js';
import { letOthersRun } from '../../training/step-parts.js';
import { adam, trainingStep } from '../../training/training-step.js';

const LEARNING_RATE = 1e-3;

/**
 * Trains a model for one epoch on tfjs's current backend, and writes down all that python/loss_curve.py needs to do
 * the same: the initial weights and every batch. There is no dropout.
 *
 * @param folder - an empty folder
 * @returns the loss of each batch before its step
 */
export async function recordTraining(
  folder: string,
  id: string,
  dataset: Dataset,
  options: { batchSize: number; seed: number; onStep?: (loss: number) => void },
): Promise<number[]> {
  const { batchSize, seed, onStep } = options;
  const { train, imageShape, normalization } = dataset;
  const model = models[id].build({ inputShape: imageShape, seed });
  const optimizer = adam(LEARNING_RATE);
  const losses: number[] = [];
  const batchSizes: number[] = [];
  const images = await open(join(folder, 'images.bin'), 'wx');
  const labels = await open(join(folder, 'labels.bin'), 'wx');
  try {
    await saveStateDict(join(folder, 'weights.safetensors'), model);
    for (const batch of batches(train, {
      batchSize,
      imageShape,
      normalization,
      shuffle: true,
      seed,
      epoch: 1,
    })) {
      await images.write(bytes((await batch.images.data()) as Float32Array));
      await labels.write(bytes((await batch.labels.data()) as Int32Array));
      batchSizes.push(batch.size);
      const { loss, outputs } = trainingStep(model, optimizer, batch.images, batch.labels, false);
      const [value] = await loss.data();
      tf.dispose([loss, outputs]);
      losses.push(value);
      onStep?.(value);
      await letOthersRun();
    }
    const manifest = {
      model: id,
      inputShape: imageShape,
      batchSizes,
      learningRate: LEARNING_RATE,
    };
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  } finally {
    await Promise.all([images.close(), labels.close()]);
    optimizer.dispose();
    model.dispose();
  }
  return losses;
}

function bytes({ buffer, byteOffset, byteLength }: Float32Array | Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
