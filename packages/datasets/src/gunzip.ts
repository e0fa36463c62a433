import { chunksOf, concatenated } from './chunks.js';

/** Unpacks gzip data. Rejects where it is damaged or cut off. */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  const chunks: Uint8Array[] = [];
  for await (const chunk of chunksOf(unpacked)) chunks.push(chunk);
  return concatenated(chunks);
}
