import {
  type Cifar10Options,
  type Dataset,
  loadCifar10,
  loadMnist,
  syntheticDigits,
  syntheticShapes,
} from '@convstudy/datasets';
import { dataFolder } from './data-folder.js';
import type { DataSource } from './define-study.js';

export type LoadDataOptions = Pick<Cifar10Options, 'dataDir' | 'onProgress' | 'onWarning' | 'signal'>;

/**
 * The data set that a preset names. Only real data are downloaded, and only if they are not here yet.
 *
 * @param options.dataDir - a folder with the files themselves, or with one folder for each data set: `mnist`, and
 *   `cifar-10` or `cifar-10-batches-bin`. Default: the user's cache folder
 */
export async function loadData(source: DataSource, options: LoadDataOptions = {}): Promise<Dataset> {
  switch (source.kind) {
    case 'mnist':
      return firstOf(await loadMnist(dataFolder(options, 'mnist')), source.trainSize);
    case 'cifar-10':
      return firstOf(await loadCifar10(dataFolder(options, 'cifar-10')), source.trainSize);
    case 'synthetic-digits':
      return syntheticDigits(source);
    case 'synthetic-shapes':
      return syntheticShapes(source);
  }
}

/** A data set with the first of its training images only; its fingerprint stays that of the whole. */
function firstOf(dataset: Dataset, trainSize = dataset.train.size): Dataset {
  const { images, labels, size } = dataset.train;
  if (trainSize >= size) return dataset;
  const [height, width, channels] = dataset.imageShape;
  return {
    ...dataset,
    train: {
      images: images.subarray(0, trainSize * height * width * channels),
      labels: labels.subarray(0, trainSize),
      size: trainSize,
    },
  };
}

/** Whether the images are computed here, without any file. */
export function isSynthetic({ kind }: DataSource): boolean {
  return kind === 'synthetic-digits' || kind === 'synthetic-shapes';
}
