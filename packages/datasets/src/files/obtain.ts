import { gunzip } from '../gunzip.js';
import { download, type DownloadOptions } from './download.js';
import type { FileStore } from './file-store.js';
import { problemWith, type FileForm, type PublishedFile } from './published-file.js';

/** Where files are looked for before downloading, and kept after it. */
export interface Shelf {
  /** Undefined where there is nowhere to keep files. */
  store: FileStore | undefined;
  /**
   * `'named'`: a folder the user named. What is in it is never replaced: a damaged file is an error, and so is failure
   * to write. `'cache'`: damaged files are replaced and failure to write is only warned of.
   */
  kind: 'named' | 'cache';
}

export interface ObtainOptions extends DownloadOptions {
  /** Gets a sentence about what went wrong and was put right: a damaged file in the cache, a cache that cannot be written. */
  onWarning: (message: string) => void;
}

export interface ObtainedFile {
  bytes: Uint8Array<ArrayBuffer>;
  form: FileForm;
  /** Where it is kept now; undefined if it could not be. */
  path?: string;
  /** Where it was downloaded from; undefined if it was there. */
  source?: string;
}

/**
 * Finds a file on the shelf, or downloads it and puts it there. Its SHA-256 is checked either way, each time.
 *
 * @throws Error if a file in a named folder is damaged or cannot be read or written, or if no mirror has the file.
 */
export async function obtain(
  file: PublishedFile,
  shelf: Shelf,
  options: ObtainOptions,
): Promise<ObtainedFile> {
  const { signal, onWarning } = options;
  for (const form of [file.packed, file.unpacked]) {
    signal?.throwIfAborted();
    const found = await find(form, file, shelf, onWarning);
    if (found) return found;
  }
  const { store } = shelf;
  const writable = store && (await attempt(() => store.prepare(), shelf, onWarning));
  const { bytes, form, source } = await download(file, options);
  signal?.throwIfAborted();
  const kept = writable && (await attempt(() => store.write(form.name, bytes), shelf, onWarning));
  return { bytes, form, source, ...(kept ? { path: store.locate(form.name) } : {}) };
}

/** The bytes that the file holds, unpacked if need be. */
export async function contentOf(
  { bytes, form }: ObtainedFile,
  file: PublishedFile,
): Promise<Uint8Array<ArrayBuffer>> {
  return form === file.packed ? gunzip(bytes) : bytes;
}

async function find(
  form: FileForm,
  file: PublishedFile,
  { store, kind }: Shelf,
  onWarning: (message: string) => void,
): Promise<ObtainedFile | undefined> {
  if (!store) return undefined;
  const path = store.locate(form.name);
  let fault: string;
  try {
    const bytes = await store.read(form.name);
    if (!bytes) return undefined;
    const problem = await problemWith(bytes, form, file);
    if (!problem) return { bytes, form, path };
    fault = `${path} ${problem}.`;
  } catch (error) {
    if (kind === 'named') throw error;
    onWarning(`${(error as Error).message}. It is downloaded again.`);
    return undefined;
  }
  if (kind === 'named') {
    throw new Error(`${fault} It was left as it is; remove it to have it downloaded again.`);
  }
  onWarning(`${fault} It is downloaded again.`);
  return undefined;
}

/** Whether the action on the shelf's store succeeded; only a cache may fail. */
async function attempt(
  action: () => Promise<void>,
  { kind }: Shelf,
  onWarning: (message: string) => void,
): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    if (kind === 'named') throw error;
    onWarning(`${(error as Error).message}. The data is used without being kept.`);
    return false;
  }
}
