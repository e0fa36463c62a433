export type { Dataset, ImageShape, Normalization, Split } from './dataset.js';
export { batchCount, batches, type Batch, type BatchOptions } from './batches.js';
export { idxSplit, parseIdx, type IdxData, type NamedBytes } from './idx.js';
export {
  fetchMnist,
  loadMnist,
  type DownloadProgress,
  type FetchedFile,
  type MnistOptions,
} from './mnist.js';
export { syntheticDigits, type SyntheticDigitsOptions } from './synthetic-digits.js';
