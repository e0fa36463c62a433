import { batches, type Dataset, type Split } from '@convstudy/datasets';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { EVALUATION_BATCH_SIZE } from '../training/evaluate-model.js';
import { letOthersRun, logits } from '../training/step-parts.js';

/**
 * The class with the largest logit for every image of a set, in inference mode.
 *
 * @param options.split - the images; `options.dataset` says their shape and normalisation
 * @returns one class number for each image, in the set's order
 */
export async function predictClasses(
  model: LayersModel,
  { split, dataset }: { split: Split; dataset: Dataset },
): Promise<Uint8Array> {
  const { imageShape, normalization } = dataset;
  const predicted = new Uint8Array(split.size);
  let done = 0;
  for (const batch of batches(split, { batchSize: EVALUATION_BATCH_SIZE, imageShape, normalization })) {
    const classes = tf.tidy(() => tf.argMax(logits(model, batch.images, false), 1));
    predicted.set(await classes.data(), done);
    classes.dispose();
    done += batch.size;
    await letOthersRun();
  }
  return predicted;
}
