import { browserCache } from './browser-cache.js';
import type { DownloadProgress } from './download.js';
import { cacheFolder, folder, hasFileSystem } from './folder.js';
import type { ObtainOptions, Shelf } from './obtain.js';

/** How a published data set is found or downloaded. */
export interface LoadOptions {
  /**
   * A folder that holds the files, packed (.gz) or unpacked. Missing ones are downloaded into it; what is there is never
   * replaced: a damaged file is an error. Node only.
   */
  dataDir?: string;
  /**
   * Where downloads are kept if `dataDir` is not given; damaged files are replaced there. Default: a folder named after
   * the data set in `CONVSTUDY_CACHE_DIR` if that is set, else in the user's cache folder. Node only; browsers keep
   * downloads in their Cache API.
   */
  cacheDir?: string;
  /** The address of a folder with the .gz files, to download from instead of the public mirrors. */
  baseUrl?: string;
  /** Addresses like `baseUrl`, tried after it one after the other. Default: the public mirrors, or none with `baseUrl`. */
  mirrors?: readonly string[];
  /** What to download with. Default: the global `fetch`. */
  fetch?: typeof globalThis.fetch;
  /** Called as the bytes of a download arrive. */
  onProgress?: (progress: DownloadProgress) => void;
  /** Gets a message when a damaged file in the cache is replaced or the cache cannot be used. Default: `console.warn`. */
  onWarning?: (message: string) => void;
  /** Ends the download: the promise is rejected with the signal's reason, and no file is left half-written. */
  signal?: AbortSignal;
  /** After how many milliseconds without a byte the next mirror is tried. Default 30,000. */
  stallTimeoutMs?: number;
}

/**
 * Where the files of the data set are looked for and kept: the folder named, else the cache.
 *
 * @param mustKeep Whether failure to keep a download in the cache is an error.
 */
export async function shelfFor(
  dataset: string,
  { dataDir, cacheDir }: LoadOptions,
  mustKeep: boolean,
): Promise<Shelf> {
  checkFolders({ dataDir, cacheDir });
  if (!hasFileSystem()) return { store: browserCache(dataset), replacesDamaged: true, mustKeep };
  if (dataDir !== undefined) return { store: folder(dataDir), replacesDamaged: false, mustKeep: true };
  return { store: folder(cacheDir ?? (await cacheFolder(dataset))), replacesDamaged: true, mustKeep };
}

/** @throws Error if a folder's path is none, or where there are no folders. */
export function checkFolders({ dataDir, cacheDir }: Pick<LoadOptions, 'dataDir' | 'cacheDir'>): void {
  for (const [name, value] of Object.entries({ dataDir, cacheDir })) {
    if (value === undefined) continue;
    if (typeof value !== 'string' || value === '') {
      throw new Error(`${name} is ${JSON.stringify(value)}; expected the path of a folder.`);
    }
    if (!hasFileSystem()) {
      throw new Error(`${name} is ${value}, but there is no file system here; in a browser, give baseUrl.`);
    }
  }
}

/** The options with their defaults filled in. `publicMirrors` are those of the data set. */
export function obtainOptions(options: LoadOptions, publicMirrors: readonly string[]): ObtainOptions {
  const { baseUrl, fetch, onProgress, signal } = options;
  const alternatives = options.mirrors ?? (baseUrl === undefined ? publicMirrors : []);
  const mirrors = baseUrl === undefined ? alternatives : [baseUrl, ...alternatives];
  if (mirrors.length === 0) throw new Error('mirrors is empty; expected at least one address, or baseUrl.');
  return {
    mirrors,
    fetch: fetch ?? globalThis.fetch,
    onProgress,
    onWarning: options.onWarning ?? ((message) => console.warn(message)),
    signal,
    stallTimeoutMs: options.stallTimeoutMs ?? 30_000,
  };
}
