import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dataFolder } from './data-folder.js';
import { isSynthetic, loadData } from './load-data.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'convstudy-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('computes synthetic images without a file', async () => {
  const options = { trainSize: 20, testSize: 10, seed: 1 };
  expect(await loadData({ kind: 'synthetic-digits', ...options })).toMatchObject({
    imageShape: [28, 28, 1],
    synthetic: true,
  });
  expect(await loadData({ kind: 'synthetic-shapes', ...options })).toMatchObject({
    imageShape: [32, 32, 3],
    synthetic: true,
  });
  expect(isSynthetic({ kind: 'synthetic-shapes', ...options })).toBe(true);
  expect(isSynthetic({ kind: 'cifar-10' })).toBe(false);
});

it('looks for each data set in its own folder of the one named, if there is one', async () => {
  await mkdir(join(folder, 'mnist'));
  await writeFile(join(folder, 'cifar-10'), 'not a folder');
  expect(dataFolder({ dataDir: folder }, 'mnist')).toEqual({ dataDir: join(folder, 'mnist') });
  expect(dataFolder({ dataDir: folder }, 'cifar-10')).toEqual({ dataDir: folder });
  expect(dataFolder({}, 'mnist')).toEqual({});
});

it('reads CIFAR-10 beside MNIST, and says which of its files is wrong', async () => {
  await mkdir(join(folder, 'mnist'));
  const files = join(folder, 'cifar-10-batches-bin');
  await mkdir(files);
  for (const name of [1, 2, 3, 4, 5].map((number) => `data_batch_${number}.bin`).concat('test_batch.bin')) {
    await writeFile(join(files, name), 'short');
  }
  await expect(loadData({ kind: 'cifar-10' }, { dataDir: folder })).rejects.toThrow(
    /cifar-10-batches-bin.*data_batch_1\.bin is truncated: 5 bytes; expected 30730000/,
  );
});
