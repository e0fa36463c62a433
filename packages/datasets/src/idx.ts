import type { ImageShape, Split } from './dataset.js';
import type { NamedBytes } from './named-bytes.js';

/** The IDX type code of unsigned bytes, the only one the image sets use. */
const UNSIGNED_BYTE = 0x08;

/** The contents of an IDX file of unsigned bytes. */
export interface IdxData {
  /** The extents, e.g. `[60000, 28, 28]`. */
  shape: number[];
  /** The values in row-major order: a view of the file's bytes. */
  values: Uint8Array;
}

/**
 * Reads an IDX file of unsigned bytes, the format of MNIST and its relatives (described at
 * https://yann.lecun.com/exdb/mnist): magic number `00 00 08 rank`, the extents as big-endian 32-bit integers, the values.
 *
 * @param bytes The whole file, unpacked.
 * @param name What error messages call the file.
 * @param rank How many extents the file must have: 3 for images, 1 for labels.
 * @throws Error on a wrong magic number, and on a file shorter or longer than its extents say.
 */
export function parseIdx(bytes: Uint8Array, name: string, rank: number): IdxData {
  const headerBytes = 4 + 4 * rank;
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = bytes.length >= 4 ? header.getUint32(0) : undefined;
  const expectedMagic = (UNSIGNED_BYTE << 8) | rank;
  if (magic !== undefined && magic !== expectedMagic) {
    throw new Error(`${name} begins with the magic number ${hex(magic)}; expected ${hex(expectedMagic)}.`);
  }
  if (bytes.length < headerBytes) {
    throw new Error(
      `${name} is truncated: ${bytes.length} bytes, but its header alone takes ${headerBytes}.`,
    );
  }
  const shape = Array.from({ length: rank }, (_, axis) => header.getUint32(4 + 4 * axis));
  const expected = headerBytes + shape.reduce((product, extent) => product * extent, 1);
  if (bytes.length !== expected) {
    const fault = bytes.length < expected ? 'truncated' : 'oversized';
    throw new Error(
      `${name} is ${fault}: ${bytes.length} bytes; its header, which says [${shape.join(', ')}], makes ${expected}.`,
    );
  }
  return { shape, values: bytes.subarray(headerBytes) };
}

/**
 * Joins an IDX file of grey images and one of labels into a split.
 *
 * @param imageShape `[height, width, 1]`, which the images must have.
 * @param classes The number of classes: labels must lie below it.
 * @throws Error if a file is malformed, the image size differs, the files hold different numbers of images and labels,
 *   or a label is out of range.
 */
export function idxSplit(
  images: NamedBytes,
  labels: NamedBytes,
  imageShape: ImageShape,
  classes: number,
): Split {
  const pixels = parseIdx(images.bytes, images.name, 3);
  const numbers = parseIdx(labels.bytes, labels.name, 1);
  const [size, height, width] = pixels.shape as [number, number, number];
  if (height !== imageShape[0] || width !== imageShape[1] || imageShape[2] !== 1) {
    throw new Error(
      `${images.name} holds images of shape [${height}, ${width}, 1]; expected [${imageShape.join(', ')}].`,
    );
  }
  if (numbers.values.length !== size) {
    throw new Error(
      `${images.name} holds ${size} images, but ${labels.name} ${numbers.values.length} labels.`,
    );
  }
  const stray = numbers.values.findIndex((label) => label >= classes);
  if (stray !== -1) {
    throw new Error(
      `${labels.name} holds the label ${numbers.values[stray]} at position ${stray}; expected 0 to ${classes - 1}.`,
    );
  }
  return { images: pixels.values, labels: numbers.values, size };
}

function hex(magic: number): string {
  return `0x${magic.toString(16).padStart(8, '0')}`;
}
