import { gunzip } from '../gunzip.js';
import { sha256 } from '../sha256.js';

/** A file as its publisher made it: its name, its size in bytes and its SHA-256. */
export interface ExactForm {
  name: string;
  bytes: number;
  sha256: string;
}

/** A file of which only what is in it is published, so that the `check` of its `PublishedFile` decides about it. */
export interface ContentForm {
  name: string;
  /** How many bytes it can have. */
  mostBytes: number;
}

export type FileForm = ExactForm | ContentForm;

/** A gzip file of a published data set, and what comes out of it. Either form may be met in a folder. */
export interface PublishedFile {
  packed: ExactForm;
  unpacked: FileForm;
  /**
   * Throws an Error that names the file where unpacked bytes are not as they should be. It explains what is wrong with an
   * exact form, and is all that a content form is held against.
   */
  check: (bytes: Uint8Array<ArrayBuffer>, name: string) => void | Promise<void>;
}

/**
 * Says what is wrong with the bytes of one form of a file, as the end of a sentence that begins with its name.
 * Nothing (undefined) is wrong if their SHA-256, or what is in them, is as published.
 */
export async function problemWith(
  bytes: Uint8Array<ArrayBuffer>,
  form: FileForm,
  file: PublishedFile,
): Promise<string | undefined> {
  if (!('sha256' in form)) {
    const fault = await faultOf(bytes, form.name, file);
    return fault && `is damaged (${fault})`;
  }
  if (bytes.length < form.bytes) return `is truncated: ${bytes.length} bytes; expected ${form.bytes}`;
  if (bytes.length > form.bytes) return `is oversized: ${bytes.length} bytes; expected ${form.bytes}`;
  const found = await sha256(bytes);
  if (found === form.sha256) return undefined;
  const fault = await explain(bytes, form, file);
  return `is damaged: its SHA-256 is ${found}; expected ${form.sha256}${fault ? ` (${fault})` : ''}`;
}

async function explain(
  bytes: Uint8Array<ArrayBuffer>,
  form: FileForm,
  file: PublishedFile,
): Promise<string | undefined> {
  let content = bytes;
  if (form === file.packed) {
    try {
      content = await gunzip(bytes);
    } catch {
      return 'it cannot be unpacked with gzip';
    }
  }
  return faultOf(content, file.unpacked.name, file);
}

async function faultOf(
  content: Uint8Array<ArrayBuffer>,
  name: string,
  file: PublishedFile,
): Promise<string | undefined> {
  try {
    await file.check(content, name);
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/\.$/, '');
  }
}
