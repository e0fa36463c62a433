import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { idxFile, type IdxPublication } from '../src/idx-dataset.js';
import { idxBytes } from './idx-bytes.js';

/** The files of a data set of 6 training and 4 test images of 2 x 3, by name, packed and unpacked. */
export const tinyFiles = new Map<string, Uint8Array<ArrayBuffer>>();

const pixels = (count: number): number[] => Array.from({ length: count }, (_, at) => (at * 37) % 256);

function publish(kind: 'images' | 'labels', name: string, content: Uint8Array<ArrayBuffer>) {
  const form = (formName: string, bytes: Uint8Array<ArrayBuffer>) => {
    tinyFiles.set(formName, bytes);
    return { name: formName, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  return idxFile(kind, form(`${name}.gz`, new Uint8Array(gzipSync(content))), form(name, content));
}

/** A data set published like MNIST, but small. */
export const tinyPublication: IdxPublication = {
  description: {
    name: 'Tiny',
    imageShape: [2, 3, 1],
    classNames: ['a', 'b', 'c'],
    normalization: { mean: [0.5], std: [0.25] },
    synthetic: false,
  },
  folder: 'tiny',
  mirrors: [],
  trainImages: publish('images', 'train-images', idxBytes([6, 2, 3], pixels(36))),
  trainLabels: publish('labels', 'train-labels', idxBytes([6], [0, 1, 2, 0, 1, 2])),
  testImages: publish('images', 'test-images', idxBytes([4, 2, 3], pixels(24))),
  testLabels: publish('labels', 'test-labels', idxBytes([4], [2, 1, 0, 2])),
};

export const packedNames = ['train-images.gz', 'train-labels.gz', 'test-images.gz', 'test-labels.gz'];
