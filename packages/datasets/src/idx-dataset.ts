import { concatenated } from './chunks.js';
import type { Dataset } from './dataset.js';
import type { FetchedFile } from './files/fetched-file.js';
import { obtainOptions, shelfFor, type LoadOptions } from './files/load-options.js';
import { contentOf, obtain } from './files/obtain.js';
import type { ExactForm, PublishedFile } from './files/published-file.js';
import { idxSplit, parseIdx } from './idx.js';
import { sha256 } from './sha256.js';

/** A data set published as four gzip files in the IDX format, as MNIST and its relatives are. */
export interface IdxPublication {
  /** Everything of the data set but its images, labels and their fingerprint. */
  description: Omit<Dataset, 'sha256' | 'verified' | 'train' | 'test'>;
  /** What its folder in the cache is called. */
  folder: string;
  /** Addresses of folders that hold the files. */
  mirrors: readonly string[];
  trainImages: PublishedFile;
  trainLabels: PublishedFile;
  testImages: PublishedFile;
  testLabels: PublishedFile;
}

/** Describes a file of IDX images or labels by what is published about it. */
export function idxFile(kind: 'images' | 'labels', packed: ExactForm, unpacked: ExactForm): PublishedFile {
  const rank = kind === 'images' ? 3 : 1;
  return { packed, unpacked, check: (bytes, name) => void parseIdx(bytes, name, rank) };
}

/** Finds or downloads the four files, checks them and reads them. */
export async function loadIdxDataset(publication: IdxPublication, options: LoadOptions): Promise<Dataset> {
  const shelf = await shelfFor(publication.folder, options, false);
  const settings = obtainOptions(options, publication.mirrors);
  const load = async (file: PublishedFile) => {
    const obtained = await obtain(file, shelf, settings);
    return { name: obtained.path ?? obtained.form.name, bytes: await contentOf(obtained, file) };
  };
  const { imageShape, classNames } = publication.description;
  const loadSplit = async (images: PublishedFile, labels: PublishedFile) =>
    idxSplit(await load(images), await load(labels), imageShape, classNames.length);

  const train = await loadSplit(publication.trainImages, publication.trainLabels);
  const test = await loadSplit(publication.testImages, publication.testLabels);
  return {
    ...structuredClone(publication.description),
    sha256: await sha256(concatenated([train.images, train.labels, test.images, test.labels])),
    verified: true,
    train,
    test,
  };
}

/** Finds or downloads the four files, checks them and says where they are. */
export async function fetchIdxFiles(
  publication: IdxPublication,
  options: LoadOptions,
): Promise<FetchedFile[]> {
  const shelf = await shelfFor(publication.folder, options, true);
  const settings = obtainOptions(options, publication.mirrors);
  const { trainImages, trainLabels, testImages, testLabels } = publication;
  const fetched: FetchedFile[] = [];
  for (const file of [trainImages, trainLabels, testImages, testLabels]) {
    const { bytes, form, path = form.name, source } = await obtain(file, shelf, settings);
    fetched.push({ name: form.name, path, bytes: bytes.length, ...(source ? { source } : {}) });
  }
  return fetched;
}
