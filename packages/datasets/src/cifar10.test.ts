import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { fetchCifar10, loadCifar10 } from './cifar10.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'convstudy-'));
  return () => rm(directory, { recursive: true });
});

it('asks its publishers for the archive, and says what each answered', async () => {
  const fetch = (url: string) =>
    url.includes('cave')
      ? Promise.resolve(new Response('abc'))
      : Promise.resolve(new Response('', { status: 503 }));
  await expect(loadCifar10({ cacheDir: directory, fetch: fetch as typeof globalThis.fetch })).rejects.toThrow(
    [
      'Could not download cifar-10-binary.tar.gz from any mirror:',
      '  https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz: the server answered 503',
      '  https://cave.cs.toronto.edu/kriz/cifar-10-binary.tar.gz: ' +
        'the file sent is truncated: 3 bytes; expected 170052171',
    ].join('\n'),
  );
});

it('expects 10,000 records in each of the six unpacked files', async () => {
  for (const name of [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`).concat('test_batch.bin')) {
    await writeFile(path.join(directory, name), new Uint8Array(3073));
  }
  await expect(fetchCifar10({ dataDir: directory })).rejects.toThrow(
    `${path.join(directory, 'data_batch_1.bin')} is truncated: 3073 bytes; expected 30730000.`,
  );
});
