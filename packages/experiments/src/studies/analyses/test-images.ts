import { batches, type Dataset } from '@convstudy/datasets';
import type * as tf from '@tensorflow/tfjs-core';

/** Enough for means that another choice of images would hardly change, few enough to cost seconds. */
const IMAGES = 64;

/** How many test images {@link withTestImages} takes. */
export function testImageCount({ test }: Dataset): number {
  return Math.min(IMAGES, test.size);
}

/**
 * Does something with the first 64 test images, normalised as for a model; the same for every model and run.
 *
 * @param use - gets [images, height, width, channels], which is disposed of afterwards
 */
export async function withTestImages<Result>(
  dataset: Dataset,
  use: (images: tf.Tensor4D) => Promise<Result>,
): Promise<Result> {
  const { imageShape, normalization, test } = dataset;
  const limit = testImageCount(dataset);
  for (const { images } of batches(test, { batchSize: limit, limit, imageShape, normalization })) {
    return await use(images);
  }
  throw new RangeError(`withTestImages: the test set of ${dataset.name} must have images, but has none.`);
}
