import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mirrorServer, type MirrorServer } from '../test/mirror-server.js';
import { archives, packed, RECORD, tinyCifar, unpackedFiles } from '../test/tiny-cifar.js';
import { fetchCifarFiles, loadCifarDataset, type CifarOptions } from './cifar-dataset.js';

let server: MirrorServer;
let directory: string;
let warnings: string[];
let options: CifarOptions;

beforeAll(async () => {
  server = await mirrorServer(archives);
  return () => server.close();
});
beforeEach(async () => {
  server.requests.length = 0;
  directory = await mkdtemp(path.join(tmpdir(), 'convstudy-'));
  warnings = [];
  options = {
    cacheDir: path.join(directory, 'cache'),
    baseUrl: server.mirror('good'),
    onWarning: (message) => warnings.push(message),
  };
  return () => rm(directory, { recursive: true });
});

const load = (more: CifarOptions = {}) => loadCifarDataset(tinyCifar, { ...options, ...more });
const cached = (): Promise<string[]> => readdir(path.join(directory, 'cache'));

/** A folder of the given name that holds the files. */
async function folderWith(name: string, files: Iterable<readonly [string, Uint8Array]>): Promise<string> {
  const dataDir = path.join(directory, name);
  await mkdir(dataDir, { recursive: true });
  for (const [file, bytes] of files) await writeFile(path.join(dataDir, file), bytes);
  return dataDir;
}

/** The unpacked files with one of them changed. */
function withChange(name: string, change: (bytes: Uint8Array) => Uint8Array): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>(unpackedFiles);
  return files.set(name, change(Uint8Array.from(files.get(name)!)));
}

const setAt =
  (at: number, value: number) =>
  (bytes: Uint8Array): Uint8Array =>
    bytes.fill(value, at, at + 1);

describe('the archive', () => {
  it('is downloaded, read and kept', async () => {
    const dataset = await load();
    expect(dataset).toMatchObject({
      ...tinyCifar.description,
      verified: true,
      train: { size: 5 },
      test: { size: 2 },
    });
    expect([...dataset.train.labels]).toEqual([0, 1, 2, 2, 0]);
    expect([...dataset.test.labels]).toEqual([1, 2]);
    expect(await cached()).toEqual(['tiny.tar.gz']);
    expect(warnings).toEqual([]);
  });

  it('has its channels brought last', async () => {
    const { train, test } = await load();
    expect([...train.images.subarray(0, 12)]).toEqual([0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]);
    expect([...train.images.subarray(36, 39)]).toEqual([80, 84, 88]);
    expect([...test.images.subarray(12, 15)]).toEqual([172, 176, 180]);
    expect([train.images.length, test.images.length]).toEqual([60, 24]);
  });

  it('gives the SHA-256 of all images and labels', async () => {
    const { sha256, train, test } = await load();
    const hash = createHash('sha256');
    for (const part of [train.images, train.labels, test.images, test.labels]) hash.update(part);
    expect(sha256).toBe(hash.digest('hex'));
  });

  it('is not downloaded again', async () => {
    const first = await load();
    const second = await load({ fetch: () => Promise.reject(new Error('offline')) });
    expect(second).toEqual(first);
    expect(server.requests).toEqual(['/good/tiny.tar.gz']);
  });

  it('is replaced in the cache where it is damaged', async () => {
    await folderWith('cache', [
      ['tiny.tar.gz', setAt(40, 255)(Uint8Array.from(archives.get('tiny.tar.gz')!))],
    ]);
    expect((await load()).verified).toBe(true);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/tiny\.tar\.gz is damaged: its SHA-256 is .* It is downloaded again\.$/);
    expect(await readFile(path.join(directory, 'cache', 'tiny.tar.gz'))).toEqual(
      Buffer.from(archives.get('tiny.tar.gz')!),
    );
  });

  it('may come unpacked on the way', async () => {
    const dataset = await load({ baseUrl: server.mirror('unpacking') });
    expect(await cached()).toEqual(['tiny.tar']);
    expect(await load({ fetch: () => Promise.reject(new Error('offline')) })).toEqual(dataset);
    expect(dataset).toMatchObject({ verified: true, train: { size: 5 } });
  });

  it.each<[string, Uint8Array<ArrayBuffer>, string | RegExp]>([
    [
      'another file in it',
      packed(withChange('test.bin', setAt(3, 9))),
      'tiny.tar: test.bin is not the published file',
    ],
    ['a file missing', packed(new Map([...unpackedFiles].slice(1))), 'tiny.tar: batch_1.bin is missing'],
    [
      'its end missing',
      archives.get('tiny.tar')!.slice(0, 1700),
      /tiny\.tar: batch_2\.bin is missing|cannot be read/,
    ],
  ])('is refused when it comes unpacked with %s', async (_, bytes, message) => {
    // `fetch` has undone the encoding and still tells of it.
    const fetch = () => Promise.resolve(new Response(bytes, { headers: { 'content-encoding': 'gzip' } }));
    await expect(load({ fetch })).rejects.toThrow(message);
    expect(await cached()).toEqual([]);
  });

  it('is refused from a mirror that has another one', async () => {
    const archive = new Uint8Array(gzipSync(packed(withChange('test.bin', setAt(3, 9)))));
    const fetch = () => Promise.resolve(new Response(archive));
    await expect(load({ fetch })).rejects.toThrow(/tiny\.tar\.gz: the file sent is /);
    expect((await load({ mirrors: [server.mirror('good')], baseUrl: server.mirror('wrong') })).verified).toBe(
      true,
    );
  });

  it('is not left half-written when aborted', async () => {
    const controller = new AbortController();
    const loading = load({
      baseUrl: server.mirror('stalled'),
      signal: controller.signal,
      onProgress: ({ loadedBytes }) => loadedBytes > 0 && controller.abort(new Error('enough')),
    });
    await expect(loading).rejects.toThrow('enough');
    expect(await cached()).toEqual([]);
  });

  it('is found in the folder named by the user, and put there', async () => {
    const dataDir = path.join(directory, 'data');
    await load({ dataDir });
    await load({ dataDir });
    expect(await readdir(dataDir)).toEqual(['tiny.tar.gz']);
    expect(server.requests).toEqual(['/good/tiny.tar.gz']);
  });

  it('is refused in the folder named by the user if it is not the published one', async () => {
    const archive = gzipSync(packed(withChange('test.bin', setAt(3, 9))));
    const dataDir = await folderWith('data', [['tiny.tar.gz', archive]]);
    await expect(load({ dataDir })).rejects.toThrow(
      /tiny\.tar\.gz is .*Nothing was changed; remove the file/,
    );
    expect(server.requests).toEqual([]);
  });
});

describe('an unpacked folder', () => {
  it.each(['data', path.join('data', 'tiny-bin')])('is read from %s', async (name) => {
    await folderWith(name, unpackedFiles);
    const dataset = await load({ dataDir: path.join(directory, 'data') });
    expect(dataset).toEqual(await load());
    expect(server.requests).toEqual(['/good/tiny.tar.gz']);
    expect(warnings).toEqual([]);
  });

  it('may lack the names of the classes', async () => {
    const dataDir = await folderWith('data', [...unpackedFiles].slice(0, 3));
    expect((await load({ dataDir })).verified).toBe(true);
  });

  it('is marked where it is not the published one', async () => {
    const dataDir = await folderWith('data', withChange('batch_2.bin', setAt(2, 255)));
    const copy = await load({ dataDir });
    expect(copy).toMatchObject({ name: 'Tiny (unverified copy)', verified: false });
    expect(copy.train.images[36 + 3]).toBe(255);
    expect(copy.sha256).not.toBe((await load()).sha256);
    expect(warnings).toEqual([
      `${dataDir} holds a copy of Tiny that is not the published one: the SHA-256 of batch_2.bin differ. ` +
        'The data set is marked as unverified.',
    ]);
    expect((await load({ dataDir, copyName: 'Tiny (JPEG)' })).name).toBe('Tiny (JPEG)');
  });

  it('is never taken from the cache', async () => {
    await folderWith('cache', withChange('batch_2.bin', setAt(2, 255)));
    expect((await load()).verified).toBe(true);
    expect(server.requests).toEqual(['/good/tiny.tar.gz']);
  });

  it.each<[string, Map<string, Uint8Array>, string]>([
    [
      'a label out of range',
      withChange('batch_1.bin', setAt(RECORD, 3)),
      'batch_1.bin has the label 3 in record 1; expected 0 to 2.',
    ],
    [
      'a byte missing',
      withChange('test.bin', (bytes) => bytes.subarray(1)),
      'test.bin is truncated: 25 bytes; expected 26.',
    ],
    [
      'a record too many',
      withChange('test.bin', (bytes) => Uint8Array.of(...bytes, ...bytes.subarray(0, RECORD))),
      'test.bin is oversized: 39 bytes; expected 26.',
    ],
    [
      'other classes',
      new Map(unpackedFiles).set('names.txt', new TextEncoder().encode('dog\r\ncat\r\nfrog\r\n')),
      'names.txt names the classes dog, cat, frog; expected cat, dog, frog.',
    ],
    [
      'some files only',
      new Map([...unpackedFiles].slice(1)),
      'holds some of the unpacked files of Tiny, but not batch_1.bin. Add what is missing',
    ],
  ])('is refused with %s', async (_, files, message) => {
    const dataDir = await folderWith('data', files);
    await expect(load({ dataDir })).rejects.toThrow(message);
    await expect(load({ dataDir })).rejects.toThrow(dataDir);
    await expect(fetchCifarFiles(tinyCifar, { ...options, dataDir })).rejects.toThrow(message);
    expect(server.requests).toEqual([]);
  });

  it('is refused when it is a file', async () => {
    const dataDir = path.join(directory, 'file');
    await writeFile(dataDir, 'not a folder');
    await expect(load({ dataDir })).rejects.toThrow(`Cannot read the folder ${dataDir}: ENOTDIR`);
  });

  it.each(['', 7])('is refused when it is %o', async (dataDir) => {
    await expect(load({ dataDir: dataDir as string })).rejects.toThrow(
      `dataDir is ${JSON.stringify(dataDir)}; expected the path`,
    );
  });

  it('is left alone when the load is aborted', async () => {
    const dataDir = await folderWith('data', unpackedFiles);
    await expect(load({ dataDir, signal: AbortSignal.abort(new Error('never')) })).rejects.toThrow('never');
  });
});

describe('fetching without loading', () => {
  it('says where the archive is and where it came from', async () => {
    const file = { name: 'tiny.tar.gz', path: path.join(directory, 'cache', 'tiny.tar.gz') };
    const bytes = archives.get('tiny.tar.gz')!.length;
    const source = `${server.mirror('good')}tiny.tar.gz`;
    expect(await fetchCifarFiles(tinyCifar, options)).toEqual([{ ...file, bytes, source }]);
    expect(await fetchCifarFiles(tinyCifar, options)).toEqual([{ ...file, bytes }]);
  });

  it('says where the unpacked files are', async () => {
    const dataDir = await folderWith('data', withChange('test.bin', setAt(2, 255)));
    expect(await fetchCifarFiles(tinyCifar, { ...options, dataDir })).toEqual(
      ['batch_1.bin', 'batch_2.bin', 'test.bin'].map((name) => ({
        name,
        path: path.join(dataDir, name),
        bytes: unpackedFiles.get(name)!.length,
      })),
    );
    expect(warnings[0]).toContain('the SHA-256 of test.bin differ');
  });

  it('fails where the cache cannot be written', async () => {
    const cacheDir = path.join(directory, 'file');
    await writeFile(cacheDir, 'not a folder');
    await expect(fetchCifarFiles(tinyCifar, { ...options, cacheDir })).rejects.toThrow(
      'Cannot write to the folder',
    );
  });
});
