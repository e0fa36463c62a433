import { type Dataset, loadMnist, type MnistOptions, syntheticDigits } from '@convstudy/datasets';
import type { DataSource } from './define-study.js';

export type LoadDataOptions = Pick<MnistOptions, 'dataDir' | 'onProgress' | 'onWarning' | 'signal'>;

/** The data set that a preset names. Only real data are downloaded, and only if they are not here yet. */
export async function loadData(source: DataSource, options: LoadDataOptions = {}): Promise<Dataset> {
  switch (source.kind) {
    case 'mnist':
      return loadMnist(options);
    case 'synthetic-digits':
      return syntheticDigits(source);
  }
}

/** Whether the images are computed here, without any file. */
export function isSynthetic({ kind }: DataSource): boolean {
  return kind === 'synthetic-digits';
}
