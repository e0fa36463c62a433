export type { Augmentation } from './augmentation.js';
export { batchCount, batches, type Batch, type BatchOptions } from './batches.js';
export type { Dataset, ImageShape, Normalization, Split } from './dataset.js';
export type { DownloadProgress } from './files/download.js';
export type { LoadOptions } from './files/load-options.js';
export { idxSplit, parseIdx, type IdxData, type NamedBytes } from './idx.js';
export type { FetchedFile } from './idx-dataset.js';
export { fetchMnist, loadMnist, type MnistOptions } from './mnist.js';
export { syntheticDigits, type SyntheticDigitsOptions } from './synthetic-digits.js';
