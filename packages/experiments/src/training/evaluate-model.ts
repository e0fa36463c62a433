import { batches, type Dataset, type Split } from '@convstudy/datasets';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Evaluation } from '../results/types.js';
import { hits, letOthersRun, logits, meanLoss, readScalars } from './step-parts.js';

/** Divides the sizes of MNIST and CIFAR-10, so that all batches have one shape. */
export const EVALUATION_BATCH_SIZE = 250;

/**
 * Loss and accuracy of a model over a whole set, in inference mode.
 *
 * @param options.split - the images; `options.dataset` says their shape and normalisation
 * @returns means over all images; undefined if the signal was aborted before the end
 */
export async function evaluateModel(
  model: LayersModel,
  options: { split: Split; dataset: Dataset; signal?: AbortSignal | undefined },
): Promise<Evaluation | undefined> {
  const { split, dataset, signal } = options;
  const { imageShape, normalization } = dataset;
  let loss = 0;
  let correct = 0;
  for (const batch of batches(split, { batchSize: EVALUATION_BATCH_SIZE, imageShape, normalization })) {
    const [batchLoss, batchHits] = tf.tidy(() => {
      const outputs = logits(model, batch.images, false);
      return [meanLoss(outputs, batch.labels), hits(outputs, batch.labels)];
    });
    const [lossValue, hitsValue] = await readScalars(batchLoss, batchHits);
    loss += lossValue * batch.size;
    correct += hitsValue;
    await letOthersRun();
    if (signal?.aborted) return undefined;
  }
  return { loss: loss / split.size, accuracy: correct / split.size };
}
