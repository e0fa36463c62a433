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
      return loadMnist(dataFolder(options, 'mnist'));
    case 'cifar-10':
      return loadCifar10(dataFolder(options, 'cifar-10'));
    case 'synthetic-digits':
      return syntheticDigits(source);
    case 'synthetic-shapes':
      return syntheticShapes(source);
  }
}

/** Whether the images are computed here, without any file. */
export function isSynthetic({ kind }: DataSource): boolean {
  return kind === 'synthetic-digits' || kind === 'synthetic-shapes';
}
