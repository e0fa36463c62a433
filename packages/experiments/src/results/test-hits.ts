import type { RunRecord } from './types.js';

/** Which predictions are right, as `testHits` of a run record holds it. */
export function encodeHits(labels: ArrayLike<number>, predicted: ArrayLike<number>): string {
  const bytes = new Uint8Array(Math.ceil(labels.length / 8));
  for (let image = 0; image < labels.length; image++) {
    if (labels[image] === predicted[image]) bytes[image >> 3] |= 1 << (image & 7);
  }
  return Buffer.from(bytes).toString('base64');
}

/**
 * Which test images a run got right.
 *
 * @param images - how many there are
 * @returns one entry for each image; undefined if the run does not say
 * @throws Error if what it says is of another length
 */
export function decodeHits({ model, seed, testHits }: RunRecord, images: number): boolean[] | undefined {
  if (testHits === undefined) return undefined;
  const bytes = Buffer.from(testHits, 'base64');
  if (bytes.length !== Math.ceil(images / 8)) {
    throw new Error(
      `testHits of ${model}, seed ${seed}, holds ${bytes.length} bytes; expected ${Math.ceil(images / 8)} for ${images} test images`,
    );
  }
  return Array.from({ length: images }, (_, image) => ((bytes[image >> 3] >> (image & 7)) & 1) === 1);
}
