import type { ImageShape, Split } from './dataset.js';
import type { NamedBytes } from './named-bytes.js';

/**
 * Checks a file in CIFAR-10's binary format (https://www.cs.toronto.edu/~kriz/cifar.html): records of one label byte and
 * one byte per pixel and channel, all of the first channel's before those of the next, row after row.
 *
 * @returns How many records there are.
 * @throws Error naming the file if it holds no whole number of records, or the record whose label is out of range.
 */
export function checkRecords({ bytes, name }: NamedBytes, imageShape: ImageShape, classes: number): number {
  const recordBytes = 1 + pixelBytes(imageShape);
  if (bytes.length === 0 || bytes.length % recordBytes !== 0) {
    throw new Error(
      `${name} has ${bytes.length} bytes; expected a number of whole records of ${recordBytes} bytes each.`,
    );
  }
  const records = bytes.length / recordBytes;
  for (let record = 0; record < records; record++) {
    const label = bytes[record * recordBytes];
    if (label >= classes) {
      throw new Error(`${name} has the label ${label} in record ${record}; expected 0 to ${classes - 1}.`);
    }
  }
  return records;
}

/** Writes a checked file's images, channels last, and labels to the beginning of the arrays given. */
export function readRecords(
  bytes: Uint8Array,
  [height, width, channels]: ImageShape,
  images: Uint8Array,
  labels: Uint8Array,
): void {
  const plane = height * width;
  let from = 0;
  for (let record = 0; from < bytes.length; record++) {
    labels[record] = bytes[from++];
    const start = record * plane * channels;
    for (let channel = 0; channel < channels; channel++) {
      for (let to = start + channel; to < start + plane * channels; to += channels)
        images[to] = bytes[from++];
    }
  }
}

/**
 * Joins files in CIFAR-10's binary format into a split, one after the other.
 *
 * @param imageShape `[height, width, channels]` of the images in the files, `[32, 32, 3]` by default.
 * @param classes The number of classes, 10 by default: labels must lie below it.
 * @throws Error if a file does not hold whole records, or a label is out of range.
 */
export function cifarSplit(
  files: readonly NamedBytes[],
  imageShape: ImageShape = [32, 32, 3],
  classes = 10,
): Split {
  const counts = files.map((file) => checkRecords(file, imageShape, classes));
  const size = counts.reduce((sum, count) => sum + count, 0);
  const images = new Uint8Array(size * pixelBytes(imageShape));
  const labels = new Uint8Array(size);
  let done = 0;
  files.forEach(({ bytes }, index) => {
    readRecords(bytes, imageShape, images.subarray(done * pixelBytes(imageShape)), labels.subarray(done));
    done += counts[index];
  });
  return { images, labels, size };
}

/** Bytes of one image. */
export function pixelBytes([height, width, channels]: ImageShape): number {
  return height * width * channels;
}
