import { batches, type Dataset } from '@convstudy/datasets';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { median } from '../statistics/median.js';
import { letOthersRun, logits } from './step-parts.js';

const WARM_UP = 3;
const REPEATS = 15;

/**
 * Milliseconds per image of a forward pass in inference mode, from images on the backend to logits read:
 * the median of 15 passes after 3 that do not count.
 *
 * @param options.batchSize - images per pass; the test set must hold as many
 */
export async function timeInference(
  model: LayersModel,
  options: { dataset: Dataset; batchSize: number },
): Promise<number> {
  const { dataset, batchSize } = options;
  const { imageShape, normalization, test } = dataset;
  const times: number[] = [];
  for (const batch of batches(test, { batchSize, imageShape, normalization, limit: batchSize })) {
    for (let pass = 0; pass < WARM_UP + REPEATS; pass++) {
      const started = performance.now();
      const outputs = tf.tidy(() => logits(model, batch.images, false));
      await outputs.data();
      if (pass >= WARM_UP) times.push((performance.now() - started) / batch.size);
      outputs.dispose();
      await letOthersRun();
    }
  }
  return median(times);
}
