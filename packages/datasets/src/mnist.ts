import type { Dataset, ImageShape } from './dataset.js';
import { browserCache } from './files/browser-cache.js';
import type { DownloadProgress } from './files/download.js';
import { cacheFolder, folder, hasFileSystem } from './files/folder.js';
import { contentOf, obtain, type ObtainOptions, type Shelf } from './files/obtain.js';
import type { PublishedFile } from './files/published-file.js';
import { idxSplit, parseIdx } from './idx.js';
import { sha256 } from './sha256.js';

export type { DownloadProgress };

export interface MnistOptions {
  /**
   * A folder that holds the four files, packed (`train-images-idx3-ubyte.gz`, ...) or unpacked. Missing ones are
   * downloaded into it; what is there is never replaced. Node only.
   */
  dataDir?: string;
  /**
   * Where downloads are kept if `dataDir` is not given. Default: `mnist` in `CONVSTUDY_CACHE_DIR` if that is set, else
   * in the user's cache folder. Node only; browsers keep them in their Cache API.
   */
  cacheDir?: string;
  /** The address of a folder with the four .gz files, to download from instead of the public mirrors. */
  baseUrl?: string;
  /** Addresses like `baseUrl`, tried after it one after the other. Default: the public mirrors, or none with `baseUrl`. */
  mirrors?: readonly string[];
  /** What to download with. Default: the global `fetch`. */
  fetch?: typeof globalThis.fetch;
  /** Called as bytes arrive. */
  onProgress?: (progress: DownloadProgress) => void;
  /** Gets a message when a damaged file in the cache is replaced or the cache cannot be used. Default: `console.warn`. */
  onWarning?: (message: string) => void;
  /** Ends the download; the promise is rejected with the signal's reason, and no file is left half-written. */
  signal?: AbortSignal;
  /** After how many milliseconds without a byte the next mirror is tried. Default 30,000. */
  stallTimeoutMs?: number;
}

/** One of the four files of MNIST after `fetchMnist`. */
export interface FetchedFile {
  /** Its name, with or without .gz. */
  name: string;
  /** Its path; in browsers the address in the Cache API. */
  path: string;
  /** Its size in bytes. */
  bytes: number;
  /** Where it was downloaded from, if it was not there already. */
  source?: string;
}

const MIRRORS = [
  'https://ossci-datasets.s3.amazonaws.com/mnist/',
  'https://storage.googleapis.com/cvdf-datasets/mnist/',
];

const IMAGE_SHAPE: ImageShape = [28, 28, 1];
const CLASS_NAMES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/**
 * Loads MNIST: 60,000 training and 10,000 test images of handwritten digits, 28 x 28, grey (LeCun, Cortes, Burges;
 * http://yann.lecun.com/exdb/mnist/).
 *
 * The files come from `dataDir` or the cache, or are downloaded (11.6 MB) and kept there; their SHA-256 is checked in
 * each case. Several processes may do so at once.
 *
 * @throws Error if a file in `dataDir` is damaged (it is left as it is), if no mirror gives a file with the right
 *   SHA-256 (the message lists what each answered), or if `dataDir` cannot be read or written.
 */
export async function loadMnist(options: MnistOptions = {}): Promise<Dataset> {
  const shelf = await shelfFor(options);
  const settings = obtainOptions(options);
  const load = async (file: PublishedFile) => {
    const obtained = await obtain(file, shelf, settings);
    return { name: obtained.path ?? file.unpacked.name, bytes: await contentOf(obtained, file) };
  };
  const trainImages = await load(FILES.trainImages);
  const trainLabels = await load(FILES.trainLabels);
  const testImages = await load(FILES.testImages);
  const testLabels = await load(FILES.testLabels);
  const train = idxSplit(trainImages, trainLabels, IMAGE_SHAPE, CLASS_NAMES.length);
  const test = idxSplit(testImages, testLabels, IMAGE_SHAPE, CLASS_NAMES.length);
  const everything = await new Blob([
    train.images as Uint8Array<ArrayBuffer>,
    train.labels as Uint8Array<ArrayBuffer>,
    test.images as Uint8Array<ArrayBuffer>,
    test.labels as Uint8Array<ArrayBuffer>,
  ]).arrayBuffer();
  return {
    name: 'MNIST',
    sha256: await sha256(new Uint8Array(everything)),
    imageShape: [...IMAGE_SHAPE],
    classNames: [...CLASS_NAMES],
    normalization: { mean: [0.1307], std: [0.3081] },
    synthetic: false,
    train,
    test,
  };
}

/**
 * Makes sure that the four files of MNIST are in `dataDir` or the cache, downloading those that are not, and says where.
 * Takes the options of `loadMnist`. The files' SHA-256 is checked; a cache that cannot be written is an error here.
 *
 * @returns The files in the order train images, train labels, test images, test labels.
 */
export async function fetchMnist(options: MnistOptions = {}): Promise<FetchedFile[]> {
  const shelf = await shelfFor(options);
  await shelf.store?.prepare();
  const settings = obtainOptions(options);
  const fetched: FetchedFile[] = [];
  for (const file of Object.values(FILES)) {
    const { form, path, source, bytes } = await obtain(file, shelf, settings);
    if (!path)
      throw new Error(`${form.name} was downloaded but could not be kept: see the warning before this.`);
    fetched.push({ name: form.name, path, bytes: bytes.length, ...(source ? { source } : {}) });
  }
  return fetched;
}

async function shelfFor({ dataDir, cacheDir }: MnistOptions): Promise<Shelf> {
  if (!hasFileSystem()) {
    for (const [name, value] of Object.entries({ dataDir, cacheDir })) {
      if (value !== undefined) {
        throw new Error(`${name} is ${value}, but there is no file system here; in a browser give baseUrl.`);
      }
    }
    return { store: browserCache('mnist'), kind: 'cache' };
  }
  if (dataDir !== undefined) return { store: folder(dataDir), kind: 'named' };
  return { store: folder(cacheDir ?? (await cacheFolder('mnist'))), kind: 'cache' };
}

function obtainOptions({ baseUrl, mirrors, ...rest }: MnistOptions): ObtainOptions {
  const alternatives = mirrors ?? (baseUrl === undefined ? MIRRORS : []);
  return {
    ...rest,
    mirrors: baseUrl === undefined ? alternatives : [baseUrl, ...alternatives],
    onWarning: rest.onWarning ?? ((message) => console.warn(message)),
    stallTimeoutMs: rest.stallTimeoutMs ?? 30_000,
  };
}

const isImages = (bytes: Uint8Array, name: string): void => void parseIdx(bytes, name, 3);
const isLabels = (bytes: Uint8Array, name: string): void => void parseIdx(bytes, name, 1);

/** The sizes and SHA-256 of the files as both mirrors serve them, and of what they unpack to. */
const FILES = {
  trainImages: {
    packed: {
      name: 'train-images-idx3-ubyte.gz',
      bytes: 9_912_422,
      sha256: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
    },
    unpacked: {
      name: 'train-images-idx3-ubyte',
      bytes: 47_040_016,
      sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
    },
    check: isImages,
  },
  trainLabels: {
    packed: {
      name: 'train-labels-idx1-ubyte.gz',
      bytes: 28_881,
      sha256: '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
    },
    unpacked: {
      name: 'train-labels-idx1-ubyte',
      bytes: 60_008,
      sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
    },
    check: isLabels,
  },
  testImages: {
    packed: {
      name: 't10k-images-idx3-ubyte.gz',
      bytes: 1_648_877,
      sha256: '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
    },
    unpacked: {
      name: 't10k-images-idx3-ubyte',
      bytes: 7_840_016,
      sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
    },
    check: isImages,
  },
  testLabels: {
    packed: {
      name: 't10k-labels-idx1-ubyte.gz',
      bytes: 4_542,
      sha256: 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
    },
    unpacked: {
      name: 't10k-labels-idx1-ubyte',
      bytes: 10_008,
      sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
    },
    check: isLabels,
  },
} satisfies Record<string, PublishedFile>;
