import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { mirrorServer, type MirrorServer } from '../test/mirror-server.js';
import { packedNames, tinyFiles, tinyPublication } from '../test/tiny-publication.js';
import type { LoadOptions } from './files/load-options.js';
import { fetchIdxFiles, loadIdxDataset } from './idx-dataset.js';

let server: MirrorServer;
let directory: string;
let warnings: string[];
let options: LoadOptions;

beforeAll(async () => {
  server = await mirrorServer();
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
afterEach(() => vi.unstubAllEnvs());

const load = (more: LoadOptions = {}) => loadIdxDataset(tinyPublication, { ...options, ...more });
const inCache = (name: string): string => path.join(directory, 'cache', name);
const damaged = (name: string): Uint8Array => {
  const bytes = Uint8Array.from(tinyFiles.get(name)!);
  bytes[bytes.length - 1] ^= 1;
  return bytes;
};
/** A folder of the given name that holds the files. */
async function folderWith(name: string, files: Record<string, Uint8Array>): Promise<string> {
  const dataDir = path.join(directory, name);
  await mkdir(dataDir);
  for (const [file, bytes] of Object.entries(files)) await writeFile(path.join(dataDir, file), bytes);
  return dataDir;
}
const all = (names: string[]) => Object.fromEntries(names.map((name) => [name, tinyFiles.get(name)!]));
const unpackedNames = packedNames.map((name) => name.replace('.gz', ''));

describe('a first load', () => {
  it('downloads, reads and keeps the files', async () => {
    const dataset = await load();
    expect(dataset).toMatchObject({ ...tinyPublication.description, train: { size: 6 }, test: { size: 4 } });
    expect([...dataset.train.labels]).toEqual([0, 1, 2, 0, 1, 2]);
    expect([...dataset.test.images.subarray(0, 4)]).toEqual([0, 37, 74, 111]);
    expect((await readdir(path.join(directory, 'cache'))).sort()).toEqual([...packedNames].sort());
    expect(await readFile(inCache('train-images.gz'))).toEqual(
      Buffer.from(tinyFiles.get('train-images.gz')!),
    );
    expect(warnings).toEqual([]);
  });

  it('gives the SHA-256 of all images and labels', async () => {
    const { sha256, train, test } = await load();
    const hash = createHash('sha256');
    for (const part of [train.images, train.labels, test.images, test.labels]) hash.update(part);
    expect(sha256).toBe(hash.digest('hex'));
  });

  it('reports its progress', async () => {
    const seen: unknown[] = [];
    await load({ onProgress: (progress) => seen.push(progress) });
    const totalBytes = tinyFiles.get('train-images.gz')!.length;
    const source = `${server.mirror('good')}train-images.gz`;
    expect(seen[0]).toEqual({ file: 'train-images.gz', loadedBytes: 0, totalBytes, source });
    expect(seen).toContainEqual({ file: 'train-images.gz', loadedBytes: totalBytes, totalBytes, source });
  });

  it('gives a description that the caller may change', async () => {
    (await load()).normalization.mean[0] = 7;
    expect((await load()).normalization.mean).toEqual([0.5]);
  });

  it.each(['http://127.0.0.1/with', 'http://127.0.0.1/with/'])('takes %s as a base URL', async (baseUrl) => {
    const asked: string[] = [];
    const fetch = (url: string) => {
      asked.push(url);
      return Promise.resolve(new Response(tinyFiles.get(url.split('/').at(-1)!)));
    };
    await load({ baseUrl, fetch: fetch as typeof globalThis.fetch });
    expect(asked[0]).toBe('http://127.0.0.1/with/train-images.gz');
  });
});

describe('a later load', () => {
  it('needs no network', async () => {
    await load();
    server.requests.length = 0;
    const dataset = await load({ fetch: () => Promise.reject(new Error('offline')) });
    expect(dataset.train.size).toBe(6);
    expect(server.requests).toEqual([]);
  });

  it('replaces a damaged file of the cache, and says so', async () => {
    await load();
    await writeFile(inCache('test-labels.gz'), damaged('test-labels.gz'));
    expect([...(await load()).test.labels]).toEqual([2, 1, 0, 2]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /test-labels\.gz is damaged: its SHA-256 is [0-9a-f]{64}; expected .* It is downloaded again\.$/,
    );
    expect(await readFile(inCache('test-labels.gz'))).toEqual(Buffer.from(tinyFiles.get('test-labels.gz')!));
  });

  it('does not take up what an earlier process left half-written', async () => {
    await mkdir(path.join(directory, 'cache'));
    await writeFile(inCache('train-images.gz.1234567'), 'part of a file');
    await writeFile(inCache('train-images.gz'), tinyFiles.get('train-images.gz')!.subarray(0, 9));
    expect((await load()).train.size).toBe(6);
    expect(warnings[0]).toContain('train-images.gz is truncated: 9 bytes; expected');
  });
});

describe('mirrors', () => {
  it.each([
    ['missing', 'the server answered 404 Not Found'],
    ['page', 'the server answered with a web page (text/html)'],
    ['wrong', /the file sent is damaged: its SHA-256 is [0-9a-f]{64}; expected [0-9a-f]{64}/],
    ['short', /the file sent is truncated: 20 bytes; expected \d+/],
    ['broken', 'terminated'],
    ['endless', /it sent more than \d+ bytes; expected \d+/],
    ['stalled', 'nothing was received for 0.2 s'],
  ] as const)(
    'goes on to the next after one that is %s, and reports it if none is left',
    async (behaviour, answer) => {
      const bad = server.mirror(behaviour);
      const more = { baseUrl: undefined, stallTimeoutMs: 200 };
      expect((await load({ ...more, mirrors: [bad, server.mirror('good')] })).test.size).toBe(4);
      const lost = load({
        ...more,
        cacheDir: path.join(directory, 'empty'),
        mirrors: [bad, server.mirror('missing')],
      });
      await expect(lost).rejects.toThrow(answer);
      await expect(lost).rejects.toThrow(`${bad}train-images.gz: `);
      await expect(lost).rejects.toThrow(
        `${server.mirror('missing')}train-images.gz: the server answered 404`,
      );
      expect(await readdir(path.join(directory, 'empty'))).toEqual([]);
    },
  );

  it('says why a mirror cannot be reached', async () => {
    await expect(load({ baseUrl: 'http://127.0.0.1:1/' })).rejects.toThrow(
      /Could not download train-images\.gz from any mirror:\n {2}http:\/\/127\.0\.0\.1:1\/train-images\.gz: fetch failed \(.+\)/,
    );
  });

  it('takes what a server has unpacked on the way', async () => {
    expect((await load({ baseUrl: server.mirror('unpacking') })).train.size).toBe(6);
    expect((await readdir(path.join(directory, 'cache'))).sort()).toEqual([...unpackedNames].sort());
  });

  it('asks the base URL alone unless mirrors are given too', async () => {
    const tried = async (more: LoadOptions) => {
      server.requests.length = 0;
      await load(more).catch(() => undefined);
      return server.requests.map((request) => request.split('/')[1]).slice(0, 2);
    };
    expect(await tried({ baseUrl: server.mirror('missing') })).toEqual(['missing']);
    expect(await tried({ baseUrl: server.mirror('missing'), mirrors: [server.mirror('good')] })).toEqual([
      'missing',
      'good',
    ]);
    await expect(load({ baseUrl: undefined, mirrors: [] })).rejects.toThrow('mirrors is empty');
  });
});

describe('aborting', () => {
  it('ends the download with the reason and leaves no file', async () => {
    const controller = new AbortController();
    const loading = load({
      baseUrl: server.mirror('stalled'),
      mirrors: [server.mirror('good')],
      signal: controller.signal,
      onProgress: ({ loadedBytes }) => loadedBytes > 0 && controller.abort(new Error('enough')),
    });
    await expect(loading).rejects.toThrow('enough');
    expect(await readdir(path.join(directory, 'cache'))).toEqual([]);
    expect(server.requests).toEqual(['/stalled/train-images.gz']);
  });

  it('does nothing if it was aborted before', async () => {
    await expect(load({ signal: AbortSignal.abort(new Error('never')) })).rejects.toThrow('never');
    expect(server.requests).toEqual([]);
  });

  it('keeps what was finished', async () => {
    const controller = new AbortController();
    const stop: LoadOptions = {
      signal: controller.signal,
      onProgress: ({ file }) => file === 'test-images.gz' && controller.abort(),
    };
    await expect(load(stop)).rejects.toThrow(/abort/);
    expect((await readdir(path.join(directory, 'cache'))).sort()).toEqual([
      'train-images.gz',
      'train-labels.gz',
    ]);
    server.requests.length = 0;
    await load();
    expect(server.requests).toEqual(['/good/test-images.gz', '/good/test-labels.gz']);
  });
});

describe('a folder named by the user', () => {
  it.each([
    ['packed', packedNames],
    ['unpacked', unpackedNames],
  ])('is used as it is when the files are %s', async (_, names) => {
    const dataDir = await folderWith('data', all(names));
    expect((await load({ dataDir })).test.size).toBe(4);
    expect(await readdir(dataDir)).toHaveLength(4);
    expect(server.requests).toEqual([]);
  });

  it('gets the files that it lacks', async () => {
    const dataDir = await folderWith('data', all(['train-images', 'train-labels.gz']));
    expect((await load({ dataDir })).train.size).toBe(6);
    expect((await readdir(dataDir)).sort()).toEqual(
      ['train-images', 'train-labels.gz', 'test-images.gz', 'test-labels.gz'].sort(),
    );
    await expect(readdir(path.join(directory, 'cache'))).rejects.toThrow('ENOENT');
  });

  it('is made if it is not there', async () => {
    const dataDir = path.join(directory, 'deep', 'down');
    await load({ dataDir });
    expect(await readdir(dataDir)).toHaveLength(4);
  });

  const header = (name: string): Uint8Array => {
    const bytes = Uint8Array.from(tinyFiles.get(name)!);
    bytes[3] ^= 2;
    return bytes;
  };
  it.each<[string, string, Uint8Array, string | RegExp]>([
    [
      'a changed byte',
      'test-labels',
      damaged('test-labels'),
      /test-labels is damaged: its SHA-256 is [0-9a-f]{64}; expected/,
    ],
    [
      'a changed byte when packed',
      'test-labels.gz',
      damaged('test-labels.gz'),
      'it cannot be unpacked with gzip',
    ],
    [
      'another magic number',
      'test-labels',
      header('test-labels'),
      'magic number 0x00000803; expected 0x00000801',
    ],
    [
      'a byte missing',
      'test-images',
      tinyFiles.get('test-images')!.subarray(0, 39),
      'truncated: 39 bytes; expected 40',
    ],
    [
      'a byte too many',
      'test-images',
      Uint8Array.of(...tinyFiles.get('test-images')!, 0),
      'oversized: 41 bytes; expected 40',
    ],
    ['nothing in it', 'test-images.gz', new Uint8Array(0), 'truncated: 0 bytes; expected'],
  ])('is refused, and not changed, when a file has %s', async (_, name, bytes, message) => {
    const dataDir = await folderWith('data', {
      ...all(packedNames.filter((other) => !other.startsWith(name))),
      [name]: bytes,
    });
    const loading = load({ dataDir });
    await expect(loading).rejects.toThrow(path.join(dataDir, name));
    await expect(loading).rejects.toThrow(message);
    await expect(loading).rejects.toThrow(
      'Nothing was changed; remove the file to have it downloaded again.',
    );
    expect(await readFile(path.join(dataDir, name))).toEqual(Buffer.from(bytes));
    expect(server.requests).toEqual([]);
  });

  it('is refused when it is a file', async () => {
    const dataDir = path.join(directory, 'file');
    await writeFile(dataDir, 'not a folder');
    await expect(load({ dataDir })).rejects.toThrow(
      `Cannot read ${path.join(dataDir, 'train-images.gz')}: ENOTDIR`,
    );
    expect(server.requests).toEqual([]);
  });

  it('is refused when it cannot be made, before anything is downloaded', async () => {
    // To a reader the target of this link is not there; only making the folder fails.
    const dataDir = path.join(directory, 'link');
    await symlink(path.join(directory, 'gone', 'away'), dataDir);
    await expect(load({ dataDir })).rejects.toThrow(`Cannot write to the folder ${dataDir}: `);
    expect(server.requests).toEqual([]);
  });

  it.each(['', 7])('is refused when it is %o', async (dataDir) => {
    await expect(load({ dataDir: dataDir as string })).rejects.toThrow(
      `dataDir is ${JSON.stringify(dataDir)}; expected the path`,
    );
  });
});

describe('the cache', () => {
  it('is in CONVSTUDY_CACHE_DIR where that is set', async () => {
    vi.stubEnv('CONVSTUDY_CACHE_DIR', path.join(directory, 'chosen'));
    await load({ cacheDir: undefined });
    expect(await readdir(path.join(directory, 'chosen', 'tiny'))).toHaveLength(4);
  });

  it.runIf(process.platform === 'linux')('is in the cache folder of the user otherwise', async () => {
    vi.stubEnv('CONVSTUDY_CACHE_DIR', '');
    vi.stubEnv('XDG_CACHE_HOME', path.join(directory, 'xdg'));
    await load({ cacheDir: undefined });
    expect(await readdir(path.join(directory, 'xdg', 'convstudy', 'tiny'))).toHaveLength(4);
  });

  it('is done without where it cannot be written, with a warning', async () => {
    const cacheDir = path.join(directory, 'file');
    await writeFile(cacheDir, 'not a folder');
    expect((await load({ cacheDir })).train.size).toBe(6);
    expect(warnings.at(-1)).toMatch(
      /^Cannot write to the folder .*file: EEXIST.* The data is used without being kept\.$/,
    );
  });
});

describe('fetching without loading', () => {
  it('says where the files are and which were downloaded', async () => {
    const dataDir = await folderWith('data', all(['train-images']));
    const fetched = await fetchIdxFiles(tinyPublication, { ...options, dataDir });
    expect(fetched[0]).toEqual({ name: 'train-images', path: path.join(dataDir, 'train-images'), bytes: 52 });
    expect(fetched[1]).toEqual({
      name: 'train-labels.gz',
      path: path.join(dataDir, 'train-labels.gz'),
      bytes: tinyFiles.get('train-labels.gz')!.length,
      source: `${server.mirror('good')}train-labels.gz`,
    });
    expect(fetched).toHaveLength(4);
  });

  it('fails where the cache cannot be written', async () => {
    const cacheDir = path.join(directory, 'file');
    await writeFile(cacheDir, 'not a folder');
    await expect(fetchIdxFiles(tinyPublication, { ...options, cacheDir })).rejects.toThrow(
      'Cannot write to the folder',
    );
    expect(server.requests).toEqual([]);
  });
});

it('loads several times at once', async () => {
  const datasets = await Promise.all([load(), load(), load()]);
  expect(new Set(datasets.map(({ sha256 }) => sha256)).size).toBe(1);
  expect((await readdir(path.join(directory, 'cache'))).sort()).toEqual([...packedNames].sort());
});
