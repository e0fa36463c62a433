import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { loadMnist } from './mnist.js';

it('asks two public mirrors for the file, and says what each answered', async () => {
  const cacheDir = await mkdtemp(path.join(tmpdir(), 'convstudy-'));
  const fetch = (url: string) =>
    url.includes('amazonaws')
      ? Promise.resolve(new Response('', { status: 503 }))
      : Promise.resolve(new Response('abc'));
  try {
    await expect(loadMnist({ cacheDir, fetch: fetch as typeof globalThis.fetch })).rejects.toThrow(
      [
        'Could not download train-images-idx3-ubyte.gz from any mirror:',
        '  https://ossci-datasets.s3.amazonaws.com/mnist/train-images-idx3-ubyte.gz: the server answered 503',
        '  https://storage.googleapis.com/cvdf-datasets/mnist/train-images-idx3-ubyte.gz: ' +
          'the file sent is truncated: 3 bytes; expected 9912422',
      ].join('\n'),
    );
  } finally {
    await rm(cacheDir, { recursive: true });
  }
});
