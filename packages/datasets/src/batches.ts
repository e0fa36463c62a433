import * as tf from '@tensorflow/tfjs-core';
import { checkAugmentation, placementOf, UNCHANGED, type Augmentation } from './augmentation.js';
import { checkInteger, MAX_SEED } from './check.js';
import type { ImageShape, Normalization, Split } from './dataset.js';
import { normalizationTables, normalizedPixels } from './pixels.js';
import { randomStream } from './random.js';

export interface BatchOptions {
  /** Images per batch; the last batch of an epoch may be smaller. */
  batchSize: number;
  /** The data set's `imageShape`. */
  imageShape: ImageShape;
  /** The data set's `normalization`. */
  normalization: Normalization;
  /** Whether the images come in a random order. Default false: the order of the split. */
  shuffle?: boolean;
  /** Chooses the random orders, an integer from 0 to 2^32 - 1. Default 0. */
  seed?: number;
  /** Which of the seed's orders this is, an integer from 0 to 2^32 - 1. Default 0. */
  epoch?: number;
  /** Random changes of the images, other ones for each seed and epoch; for training only. Default: none. */
  augment?: Augmentation;
  /** Whether a last batch of fewer than `batchSize` images is left out. Default false. */
  dropRemainder?: boolean;
  /** Use only the first `limit` images of the split, the same ones in every epoch. Default: all. */
  limit?: number;
}

export interface Batch {
  /** float32, `[size, height, width, channels]`, normalised. */
  images: tf.Tensor4D;
  /** int32, `[size]`: class numbers. */
  labels: tf.Tensor1D;
  /** Images in this batch. */
  size: number;
  /** Number of the batch in its epoch, from 0. */
  index: number;
}

/**
 * The batches of one epoch, as tensors.
 *
 * A batch's tensors live until the loop goes on to the next batch or ends, however it ends; they are then
 * disposed of. `tf.clone` what has to live longer. The result can be looped over again and gives the same batches.
 *
 * Pixels are normalised as torchvision's `ToTensor` and `Normalize` do it, to the last bit. The order under `shuffle`
 * is a Fisher-Yates shuffle driven by xoshiro128** from (seed, epoch): the same on every machine. What `augment` does to an
 * image is decided by (seed, epoch, its number in the split) alone. So training can go on at any epoch with the images
 * that an uninterrupted run would see.
 *
 * @throws Error if an option is out of range or does not fit the split.
 */
export function batches(split: Split, options: BatchOptions): Iterable<Batch> {
  const { batchSize, imageShape, normalization, shuffle = false, seed = 0, epoch = 0, augment } = options;
  const used = usedImages(split, options);
  const count = batchCount(split, options);
  checkInteger('seed', seed, 0, MAX_SEED);
  checkInteger('epoch', epoch, 0, MAX_SEED);
  checkSplit(split, imageShape);
  if (augment !== undefined) checkAugmentation(augment, imageShape[0], imageShape[1]);
  const tables = normalizationTables(normalization, imageShape[2]);
  const placement = (image: number) => (augment ? placementOf(image, augment, seed, epoch) : UNCHANGED);

  return {
    *[Symbol.iterator]() {
      const order = Uint32Array.from({ length: used }, (_, position) => position);
      if (shuffle) randomStream(seed, epoch).shuffle(order);
      for (let index = 0; index < count; index++) {
        const chosen = order.subarray(index * batchSize, (index + 1) * batchSize);
        // Kept, so that a tf.tidy around the loop's body does not end a batch's life before the loop goes on.
        const images = tf.keep(
          tf.tensor4d(
            normalizedPixels(split, chosen, imageShape, tables, placement),
            [chosen.length, ...imageShape],
            'float32',
          ),
        );
        const labels = tf.keep(
          tf.tensor1d(
            Int32Array.from(chosen, (image) => split.labels[image]),
            'int32',
          ),
        );
        try {
          yield { images, labels, size: chosen.length, index };
        } finally {
          images.dispose();
          labels.dispose();
        }
      }
    },
  };
}

/** How many batches `batches` gives for the same split and options. */
export function batchCount(
  split: Split,
  options: Pick<BatchOptions, 'batchSize' | 'dropRemainder' | 'limit'>,
): number {
  const { batchSize, dropRemainder = false } = options;
  checkInteger('batchSize', batchSize, 1, Number.MAX_SAFE_INTEGER);
  const whole = usedImages(split, options) / batchSize;
  return dropRemainder ? Math.floor(whole) : Math.ceil(whole);
}

function usedImages(split: Split, { limit }: Pick<BatchOptions, 'limit'>): number {
  if (limit === undefined) return split.size;
  checkInteger('limit', limit, 1, Number.MAX_SAFE_INTEGER);
  return Math.min(limit, split.size);
}

function checkSplit(split: Split, imageShape: ImageShape): void {
  if (imageShape.length !== 3) {
    throw new Error(`imageShape is [${imageShape.join(', ')}]; expected [height, width, channels].`);
  }
  imageShape.forEach((extent, axis) => {
    checkInteger(`imageShape[${axis}]`, extent, 1, Number.MAX_SAFE_INTEGER);
  });
  const [height, width, channels] = imageShape;
  const expected = split.size * height * width * channels;
  if (split.images.length !== expected) {
    throw new Error(
      `The split has ${split.images.length} pixel values; expected ${expected} for ${split.size} images of ` +
        `shape [${imageShape.join(', ')}].`,
    );
  }
  if (split.labels.length !== split.size) {
    throw new Error(`The split has ${split.labels.length} labels; expected ${split.size}, one per image.`);
  }
}
