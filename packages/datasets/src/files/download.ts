import { chunksOf, collector } from '../chunks.js';
import { problemWith, type FileForm, type PublishedFile } from './published-file.js';

/** How far the download of one file has come. */
export interface DownloadProgress {
  /** The file's name. */
  file: string;
  /** Bytes received so far. */
  loadedBytes: number;
  /** Bytes to come in all, where known. */
  totalBytes?: number;
  /** The address it comes from. */
  source: string;
}

export interface DownloadOptions {
  /** Addresses of folders that hold the files, tried in this order. */
  mirrors: readonly string[];
  /** What to download with. */
  fetch: typeof globalThis.fetch;
  onProgress: ((progress: DownloadProgress) => void) | undefined;
  signal: AbortSignal | undefined;
  /** A mirror that sends nothing for this many milliseconds is given up. */
  stallTimeoutMs: number;
}

export interface DownloadedFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** Which form came: a server may unpack a .gz file while sending it (`Content-Encoding: gzip`). */
  form: FileForm;
  source: string;
}

/**
 * Downloads a file from the first mirror that gives the published bytes.
 *
 * @throws The signal's reason where it aborts; else an Error that lists what each mirror answered.
 */
export async function download(file: PublishedFile, options: DownloadOptions): Promise<DownloadedFile> {
  const failures: string[] = [];
  for (const mirror of options.mirrors) {
    const source = `${mirror.replace(/\/+$/, '')}/${file.packed.name}`;
    options.signal?.throwIfAborted();
    try {
      const received = await receive(source, file, options);
      const { bytes } = received;
      const form = formOf(received, file);
      const problem = await problemWith(bytes, form, file);
      if (!problem) return { bytes, form, source };
      failures.push(`${source}: the file sent ${problem}`);
    } catch (error) {
      options.signal?.throwIfAborted();
      failures.push(`${source}: ${reason(error)}`);
    }
  }
  throw new Error(`Could not download ${file.packed.name} from any mirror:\n  ${failures.join('\n  ')}`);
}

interface Received {
  bytes: Uint8Array<ArrayBuffer>;
  /** Whether the server declared the file's own packing to be one for the way. */
  unpackedOnTheWay: boolean;
}

/** What is neither form for certain is judged as what was asked for. */
function formOf({ bytes, unpackedOnTheWay }: Received, { packed, unpacked }: PublishedFile): FileForm {
  const cameUnpacked =
    'bytes' in unpacked ? bytes.length === unpacked.bytes : unpackedOnTheWay && bytes.length !== packed.bytes;
  return cameUnpacked ? unpacked : packed;
}

async function receive(
  source: string,
  file: PublishedFile,
  { fetch, onProgress, signal, stallTimeoutMs }: DownloadOptions,
): Promise<Received> {
  const stalled = new AbortController();
  const giveUp = (): void => stalled.abort(new Error(`nothing was received for ${stallTimeoutMs / 1000} s`));
  let timer = setTimeout(giveUp, stallTimeoutMs);
  try {
    const response = await fetch(source, {
      signal: signal ? AbortSignal.any([signal, stalled.signal]) : stalled.signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`the server answered ${response.status} ${response.statusText}`.trimEnd());
    }
    if (response.headers.get('content-type')?.startsWith('text/html')) {
      await response.body?.cancel();
      throw new Error('the server answered with a web page (text/html)');
    }
    const unpackedOnTheWay = /^(x-)?gzip$/.test(response.headers.get('content-encoding') ?? '');
    const { packed, unpacked } = file;
    const unpackedBytes = 'bytes' in unpacked ? unpacked.bytes : undefined;
    const totalBytes = unpackedOnTheWay ? unpackedBytes : packed.bytes;
    const most = Math.max(packed.bytes, 'bytes' in unpacked ? unpacked.bytes : unpacked.mostBytes);
    const received = collector(totalBytes ?? packed.bytes);
    let loadedBytes = 0;
    const report = (): void => onProgress?.({ file: file.packed.name, loadedBytes, totalBytes, source });
    report();
    for await (const chunk of chunksOf(response.body ?? new Blob().stream())) {
      clearTimeout(timer);
      timer = setTimeout(giveUp, stallTimeoutMs);
      loadedBytes += chunk.length;
      if (loadedBytes > most) {
        throw new Error(`it sent more than ${most} bytes; expected ${totalBytes ?? 'fewer'}`);
      }
      received.add(chunk);
      report();
    }
    return { bytes: received.bytes(), unpackedOnTheWay };
  } finally {
    clearTimeout(timer);
  }
}

/** `fetch failed` alone says nothing: Node puts what happened into the cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const detail = cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : undefined;
  return detail ? `${error.message} (${detail})` : error.message;
}
