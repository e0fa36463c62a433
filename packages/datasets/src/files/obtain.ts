import { gunzip } from '../gunzip.js';
import { download, type DownloadOptions } from './download.js';
import type { FileStore } from './file-store.js';
import { problemWith, type FileForm, type PublishedFile } from './published-file.js';

/** Where files are looked for before downloading, and kept after it. */
export interface Shelf {
  /** Undefined where there is nowhere to keep files. */
  store: FileStore | undefined;
  /** Whether a damaged file is downloaded anew, with a warning; if not, it is an error. */
  replacesDamaged: boolean;
  /** Whether it is an error if a download cannot be kept; if not, it is used all the same, with a warning. */
  mustKeep: boolean;
}

export interface ObtainOptions extends DownloadOptions {
  /** Gets a sentence or two about what went wrong and what is done about it. */
  onWarning: (message: string) => void;
}

export interface ObtainedFile {
  bytes: Uint8Array<ArrayBuffer>;
  form: FileForm;
  /** Where it is kept now; undefined if it is not. */
  path?: string;
  /** Where it was downloaded from; undefined if it was there already. */
  source?: string;
}

/**
 * Finds a file on the shelf, or downloads it and puts it there. Its SHA-256 is checked either way, each time.
 *
 * @throws Error if the file is damaged or cannot be kept where the shelf does not allow it, or if no mirror has it.
 */
export async function obtain(
  file: PublishedFile,
  shelf: Shelf,
  options: ObtainOptions,
): Promise<ObtainedFile> {
  for (const form of [file.packed, file.unpacked]) {
    options.signal?.throwIfAborted();
    const found = await find(form, file, shelf, options);
    if (found) return found;
  }
  // First the folder, or a folder that cannot be written to would be noticed only after the download.
  const writable = await keep(shelf, options, (store) => store.prepare());
  const { bytes, form, source } = await download(file, options);
  options.signal?.throwIfAborted();
  const kept = writable && (await keep(shelf, options, (store) => store.write(form.name, bytes)));
  return { bytes, form, source, ...(kept ? { path: shelf.store?.locate(form.name) } : {}) };
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
  { store, replacesDamaged }: Shelf,
  { onWarning }: ObtainOptions,
): Promise<ObtainedFile | undefined> {
  if (!store) return undefined;
  const path = store.locate(form.name);
  try {
    const bytes = await store.read(form.name);
    if (!bytes) return undefined;
    const problem = await problemWith(bytes, form, file);
    if (!problem) return { bytes, form, path };
    throw new Error(`${path} ${problem}.`);
  } catch (error) {
    const { message } = error as Error;
    if (!replacesDamaged) {
      throw new Error(`${message} Nothing was changed; remove the file to have it downloaded again.`, {
        cause: error,
      });
    }
    onWarning(`${message} It is downloaded again.`);
    return undefined;
  }
}

/** Whether the action on the shelf's store succeeded. */
async function keep(
  { store, mustKeep }: Shelf,
  { onWarning }: ObtainOptions,
  action: (store: FileStore) => Promise<void>,
): Promise<boolean> {
  try {
    if (!store) {
      if (mustKeep) throw new Error('There is nowhere to keep the files: this page has no Cache API.');
      return false;
    }
    await action(store);
    return true;
  } catch (error) {
    if (mustKeep) throw error;
    onWarning(`${(error as Error).message} The data is used without being kept.`);
    return false;
  }
}
