import {
  fetchCifarFiles,
  loadCifarDataset,
  type CifarOptions,
  type CifarPublication,
} from './cifar-dataset.js';
import type { Dataset } from './dataset.js';
import type { FetchedFile } from './files/fetched-file.js';

/**
 * How CIFAR-10 is found or downloaded. `dataDir` may hold the archive, or the unpacked files, itself or in a folder
 * `cifar-10-batches-bin`. With `copyName` one gives the `name` of a data set read from an unpacked copy that differs from
 * the published files; default `'CIFAR-10 (unverified copy)'`.
 */
export type Cifar10Options = CifarOptions;

/**
 * Loads CIFAR-10: 50,000 training and 10,000 test images of ten kinds of things, 32 x 32, in colour, by Alex Krizhevsky,
 * Vinod Nair and Geoffrey Hinton (https://www.cs.toronto.edu/~kriz/cifar.html).
 *
 * Read are the unpacked files in `dataDir` if it holds them, else the archive of the binary version in `dataDir` or the
 * cache, which is downloaded (170 MB) and kept there if need be; its SHA-256 is checked each time. Unpacked files with
 * other checksums are accepted if they hold 10,000 records each with labels 0 to 9: with a warning, `verified: false`,
 * and `copyName` for a name.
 *
 * @throws Error if a file in `dataDir` is of the wrong size, has a label out of range or is missing beside others (all is
 *   left as it is), if an archive in `dataDir` is not the published one, if `dataDir` cannot be read or written, or if no
 *   mirror gives the archive with the right SHA-256 (the message lists what each answered).
 */
export function loadCifar10(options: Cifar10Options = {}): Promise<Dataset> {
  return loadCifarDataset(CIFAR10, options);
}

/**
 * Makes sure that CIFAR-10 is in `dataDir` or the cache, downloading the archive if it is not, and says where.
 *
 * @returns The archive, or the six unpacked files if `dataDir` holds them.
 * @throws Error as `loadCifar10` does, and if the cache cannot be written.
 */
export function fetchCifar10(options: Cifar10Options = {}): Promise<FetchedFile[]> {
  return fetchCifarFiles(CIFAR10, options);
}

/** Each of the six files holds 10,000 records of one label and 32 x 32 x 3 pixel values. */
const FILE_BYTES = 30_730_000;

const CIFAR10: CifarPublication = {
  description: {
    name: 'CIFAR-10',
    imageShape: [32, 32, 3],
    classNames: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
    normalization: { mean: [0.4914, 0.4822, 0.4465], std: [0.2023, 0.1994, 0.201] },
    synthetic: false,
  },
  folder: 'cifar-10',
  mirrors: ['https://www.cs.toronto.edu/~kriz/', 'https://cave.cs.toronto.edu/kriz/'],
  // Its publishers give the MD5 c32a1d4ab5d03f1284b67883e8d87530.
  archive: {
    name: 'cifar-10-binary.tar.gz',
    bytes: 170_052_171,
    sha256: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
  },
  tarName: 'cifar-10-binary.tar',
  unpackedFolder: 'cifar-10-batches-bin',
  train: [
    {
      name: 'data_batch_1.bin',
      bytes: FILE_BYTES,
      sha256: 'cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5',
    },
    {
      name: 'data_batch_2.bin',
      bytes: FILE_BYTES,
      sha256: 'a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed',
    },
    {
      name: 'data_batch_3.bin',
      bytes: FILE_BYTES,
      sha256: 'bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67',
    },
    {
      name: 'data_batch_4.bin',
      bytes: FILE_BYTES,
      sha256: '014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48',
    },
    {
      name: 'data_batch_5.bin',
      bytes: FILE_BYTES,
      sha256: '755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add',
    },
  ],
  test: [
    {
      name: 'test_batch.bin',
      bytes: FILE_BYTES,
      sha256: '8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b',
    },
  ],
  classNamesFile: 'batches.meta.txt',
};
