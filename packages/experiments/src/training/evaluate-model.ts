import { batches, type Dataset, type Split } from '@convstudy/datasets';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Evaluation } from '../results/types.js';
import { letOthersRun, logits, meanLoss } from './step-parts.js';

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
  const evaluated = await evaluateImages(model, options);
  return evaluated && { loss: evaluated.loss, accuracy: evaluated.accuracy };
}

/** The same, and the class with the largest logit for every image, in the set's order. */
export async function evaluateImages(
  model: LayersModel,
  options: { split: Split; dataset: Dataset; signal?: AbortSignal | undefined },
): Promise<(Evaluation & { predicted: Uint8Array }) | undefined> {
  const { split, dataset, signal } = options;
  const { imageShape, normalization } = dataset;
  const predicted = new Uint8Array(split.size);
  let loss = 0;
  let done = 0;
  for (const batch of batches(split, { batchSize: EVALUATION_BATCH_SIZE, imageShape, normalization })) {
    const [batchLoss, classes] = tf.tidy((): [tf.Scalar, tf.Tensor1D] => {
      const outputs = logits(model, batch.images, false);
      return [meanLoss(outputs, batch.labels), tf.argMax(outputs, 1)];
    });
    const [[lossValue], classValues] = await Promise.all([batchLoss.data(), classes.data()]);
    tf.dispose([batchLoss, classes]);
    loss += lossValue * batch.size;
    predicted.set(classValues, done);
    done += batch.size;
    await letOthersRun();
    if (signal?.aborted) return undefined;
  }
  const correct = predicted.reduce((sum, label, image) => sum + Number(label === split.labels[image]), 0);
  return { loss: loss / split.size, accuracy: correct / split.size, predicted };
}
