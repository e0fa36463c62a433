import { statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Options that name the folder of one data set, where `dataDir` may hold several: the folder in it called as the data set,
 * if there is one, else `dataDir` itself.
 */
export function dataFolder<Options extends { dataDir?: string }>(options: Options, dataset: string): Options {
  if (options.dataDir === undefined) return options;
  const own = join(options.dataDir, dataset);
  return statSync(own, { throwIfNoEntry: false })?.isDirectory() ? { ...options, dataDir: own } : options;
}
