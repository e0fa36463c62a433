import type { Dataset } from './dataset.js';
import type { FetchedFile } from './files/fetched-file.js';
import type { LoadOptions } from './files/load-options.js';
import { fetchIdxFiles, idxFile, loadIdxDataset, type IdxPublication } from './idx-dataset.js';

/** How MNIST is found or downloaded. */
export type MnistOptions = LoadOptions;

/**
 * Loads MNIST: 60,000 training and 10,000 test images of handwritten digits, 28 x 28, grey, by LeCun, Cortes and Burges
 * (http://yann.lecun.com/exdb/mnist/).
 *
 * The files are those in `dataDir` or the cache, or are downloaded (11.6 MB) and kept there; their SHA-256 is checked in
 * each case. Several processes may do so at once.
 *
 * @throws Error if a file in `dataDir` is damaged (it is left as it is), if `dataDir` cannot be read or written, or if no
 *   mirror gives a file with the right SHA-256 (the message lists what each answered).
 */
export function loadMnist(options: MnistOptions = {}): Promise<Dataset> {
  return loadIdxDataset(MNIST, options);
}

/**
 * Makes sure that the four files of MNIST are in `dataDir` or the cache, downloading those that are not, and says where.
 *
 * @returns The files in the order train images, train labels, test images, test labels.
 * @throws Error as `loadMnist` does, and if the cache cannot be written.
 */
export function fetchMnist(options: MnistOptions = {}): Promise<FetchedFile[]> {
  return fetchIdxFiles(MNIST, options);
}

/** The sizes and SHA-256 are those of the files as both mirrors serve them, and of what they unpack to. */
const MNIST: IdxPublication = {
  description: {
    name: 'MNIST',
    imageShape: [28, 28, 1],
    classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    normalization: { mean: [0.1307], std: [0.3081] },
    synthetic: false,
  },
  folder: 'mnist',
  mirrors: [
    'https://ossci-datasets.s3.amazonaws.com/mnist/',
    'https://storage.googleapis.com/cvdf-datasets/mnist/',
  ],
  trainImages: idxFile(
    'images',
    {
      name: 'train-images-idx3-ubyte.gz',
      bytes: 9_912_422,
      sha256: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
    },
    {
      name: 'train-images-idx3-ubyte',
      bytes: 47_040_016,
      sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
    },
  ),
  trainLabels: idxFile(
    'labels',
    {
      name: 'train-labels-idx1-ubyte.gz',
      bytes: 28_881,
      sha256: '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
    },
    {
      name: 'train-labels-idx1-ubyte',
      bytes: 60_008,
      sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
    },
  ),
  testImages: idxFile(
    'images',
    {
      name: 't10k-images-idx3-ubyte.gz',
      bytes: 1_648_877,
      sha256: '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
    },
    {
      name: 't10k-images-idx3-ubyte',
      bytes: 7_840_016,
      sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
    },
  ),
  testLabels: idxFile(
    'labels',
    {
      name: 't10k-labels-idx1-ubyte.gz',
      bytes: 4_542,
      sha256: 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
    },
    {
      name: 't10k-labels-idx1-ubyte',
      bytes: 10_008,
      sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
    },
  ),
};
