import { chunksOf, collector } from './chunks.js';

/** Deflate cannot pack more tightly than this. */
const MOST_BYTES_PER_BYTE = 1032;
/** How much is handed to the decompressor at a time. */
const SLICE = 1 << 18;

/** Unpacks gzip data. Rejects where it is damaged or cut off. */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const unpacked = collector(expectedBytes(bytes));
  const stream = slicesOf(bytes).pipeThrough(new DecompressionStream('gzip'));
  for await (const chunk of chunksOf(stream)) unpacked.add(chunk);
  return unpacked.bytes();
}

/** A Blob would be a second copy of the bytes. */
function slicesOf(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at < bytes.length) controller.enqueue(bytes.subarray(at, (at += SLICE)));
      if (at >= bytes.length) controller.close();
    },
  });
}

/** Gzip data ends with the unpacked length. Damaged data may claim anything there. */
function expectedBytes(bytes: Uint8Array): number {
  if (bytes.length < 4) return 0;
  const claimed = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4, 4).getUint32(0, true);
  return claimed <= MOST_BYTES_PER_BYTE * bytes.length ? claimed : 0;
}
