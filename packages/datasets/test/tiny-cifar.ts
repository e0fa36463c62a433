import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { createTar } from 'nanotar';
import type { CifarPublication } from '../src/cifar-dataset.js';
import type { ExactForm } from '../src/files/published-file.js';

export const CHANNELS = 3;
const HEIGHT = 2;
const WIDTH = 2;
const PIXELS = HEIGHT * WIDTH * CHANNELS;
export const RECORD = 1 + PIXELS;

/** A file of records; the pixel values tell file, record, channel and place apart. */
function records(file: number, labels: number[]): Uint8Array<ArrayBuffer> {
  const bytes = labels.flatMap((label, record) => [
    label,
    ...Array.from({ length: PIXELS }, (_, at) => 80 * file + PIXELS * record + at),
  ]);
  return Uint8Array.from(bytes);
}

/** The unpacked files of a data set of 5 training and 2 test images of 2 x 2, by name. */
export const unpackedFiles = new Map<string, Uint8Array<ArrayBuffer>>([
  ['batch_1.bin', records(0, [0, 1, 2])],
  ['batch_2.bin', records(1, [2, 0])],
  ['test.bin', records(2, [1, 2])],
  ['names.txt', new TextEncoder().encode('cat\ndog\nfrog\n\n')],
]);

/** As `tar` packs the folder: folder first, and a file that nobody needs. */
export function packed(files: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  const members = Array.from(files, ([name, data]) => ({ name: `tiny-bin/${name}`, data }));
  const tar = createTar([{ name: 'tiny-bin/' }, ...members, { name: 'tiny-bin/readme.html', data: '<p>' }], {
    attrs: { mtime: 0 },
  });
  return new Uint8Array(tar);
}

const tar = packed(unpackedFiles);

/** What mirrors serve: the archive, packed and as a server that unpacks it on the way would send it. */
export const archives = new Map<string, Uint8Array<ArrayBuffer>>([
  ['tiny.tar.gz', new Uint8Array(gzipSync(tar))],
  ['tiny.tar', tar],
]);

function published(name: string): ExactForm {
  const bytes = (unpackedFiles.get(name) ?? archives.get(name))!;
  return { name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** A data set published like CIFAR-10, but small. */
export const tinyCifar: CifarPublication = {
  description: {
    name: 'Tiny',
    imageShape: [HEIGHT, WIDTH, CHANNELS],
    classNames: ['cat', 'dog', 'frog'],
    normalization: { mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] },
    synthetic: false,
  },
  folder: 'tiny-cifar',
  mirrors: [],
  archive: published('tiny.tar.gz'),
  tarName: 'tiny.tar',
  unpackedFolder: 'tiny-bin',
  train: [published('batch_1.bin'), published('batch_2.bin')],
  test: [published('test.bin')],
  classNamesFile: 'names.txt',
};
