import { gunzip } from '../gunzip.js';
import { sha256 } from '../sha256.js';

/** A file as its publisher made it: its name, its size in bytes and its SHA-256. */
export interface FileForm {
  name: string;
  bytes: number;
  sha256: string;
}

/** A gzip file of a published data set, and what comes out of it. Either form may be met in a folder. */
export interface PublishedFile {
  packed: FileForm;
  unpacked: FileForm;
  /** Throws an Error that names the file where unpacked bytes are malformed; used to explain what is wrong with a file. */
  check: (bytes: Uint8Array, name: string) => void;
}

/**
 * Says what is wrong with the bytes of one form of a file, as the end of a sentence that begins with its name.
 * Nothing (undefined) is wrong if their SHA-256 is the published one.
 */
export async function problemWith(
  bytes: Uint8Array<ArrayBuffer>,
  form: FileForm,
  file: PublishedFile,
): Promise<string | undefined> {
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
  try {
    file.check(content, file.unpacked.name);
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/\.$/, '');
  }
}
