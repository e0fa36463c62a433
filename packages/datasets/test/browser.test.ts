import path from 'node:path';
import vm from 'node:vm';
import { build as esbuild } from 'esbuild';
import { build as vite, createLogger, type Rollup } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as cifarDataset from '../src/cifar-dataset.js';
import type * as idxDataset from '../src/idx-dataset.js';
import { archives, tinyCifar } from './tiny-cifar.js';
import { tinyFiles, tinyPublication } from './tiny-publication.js';

const root = path.join(import.meta.dirname, '..');
const everything = `export * from '@convstudy/datasets';`;
const nodeOnly = /node_modules\/(env-paths|write-file-atomic|signal-exit)\/|browser-external|^node:/;

describe('bundles of the built package for browsers', () => {
  it('can be made with esbuild and hold nothing of Node', async () => {
    const { metafile, warnings } = await esbuild({
      stdin: { contents: everything, resolveDir: root },
      bundle: true,
      format: 'esm',
      platform: 'browser',
      external: ['@tensorflow/tfjs-core'],
      metafile: true,
      write: false,
      absWorkingDir: root,
    });
    expect(warnings).toEqual([]);
    const [output] = Object.values(metafile.outputs);
    expect(output.imports.map((imported) => imported.path)).toEqual(['@tensorflow/tfjs-core']);
    // `(disabled)` inputs are the empty modules that stand for what package.json leaves out.
    const inputs = Object.keys(output.inputs).filter((input) => !input.startsWith('(disabled):'));
    expect(inputs.filter((input) => nodeOnly.test(input))).toEqual([]);
  });

  it('can be made with Vite and hold nothing of Node', async () => {
    const messages: string[] = [];
    const customLogger = createLogger('warn');
    customLogger.warn = customLogger.warnOnce = (message) => void messages.push(message);
    const entry = 'virtual:entry';
    const result = (await vite({
      root,
      configFile: false,
      logLevel: 'warn',
      customLogger,
      plugins: [
        {
          name: 'entry',
          resolveId: (id) => (id === entry ? path.join(root, 'entry.js') : undefined),
          load: (id) => (id === path.join(root, 'entry.js') ? everything : undefined),
        },
      ],
      build: {
        write: false,
        rollupOptions: {
          input: entry,
          external: ['@tensorflow/tfjs-core'],
          preserveEntrySignatures: 'strict',
        },
      },
    })) as Rollup.RollupOutput;
    expect(messages).toEqual([]);
    const chunks = result.output.filter((output) => output.type === 'chunk');
    expect(chunks[0].exports).toContain('loadMnist');
    for (const chunk of chunks) {
      expect(chunk.imports.filter((imported) => nodeOnly.test(imported))).toEqual([]);
      expect(chunk.code).not.toMatch(/from\s*["']node:|require\(["'](?:node:)?(?:fs|path|os)["']\)/);
    }
  });
});

describe('in a browser', () => {
  /** The loader's code, run where there is what browsers have and no `process`. */
  let script: string;

  beforeAll(async () => {
    const { outputFiles } = await esbuild({
      stdin: {
        contents: `export * from './src/idx-dataset.js'; export * from './src/cifar-dataset.js';`,
        resolveDir: root,
      },
      bundle: true,
      format: 'iife',
      globalName: 'loader',
      platform: 'browser',
      write: false,
    });
    script = outputFiles[0].text;
  });

  type Loader = typeof idxDataset & typeof cifarDataset;

  function page(globals: object): { loader: Loader; asked: string[] } {
    const asked: string[] = [];
    const context = vm.createContext({
      ...{
        AbortController,
        AbortSignal,
        Blob,
        DecompressionStream,
        ReadableStream,
        Response,
        TextDecoder,
        clearTimeout,
        console,
        setTimeout,
      },
      ...{ crypto, structuredClone },
      fetch: (url: string) => {
        asked.push(url);
        const name = url.replace('/data/', '');
        return Promise.resolve(new Response(tinyFiles.get(name) ?? archives.get(name)));
      },
      ...globals,
    });
    vm.runInContext(script, context);
    return { loader: context.loader as Loader, asked };
  }

  const options = { baseUrl: '/data/' };

  it('loads from a base URL, which may be relative', async () => {
    const { loader, asked } = page({});
    const { train } = await loader.loadIdxDataset(tinyPublication, options);
    expect([...train.labels]).toEqual([0, 1, 2, 0, 1, 2]);
    expect(asked).toEqual(
      ['train-images', 'train-labels', 'test-images', 'test-labels'].map((name) => `/data/${name}.gz`),
    );
  });

  it('loads an archive', async () => {
    const { loader, asked } = page({});
    const { train, verified } = await loader.loadCifarDataset(tinyCifar, options);
    expect([...train.labels]).toEqual([0, 1, 2, 2, 0]);
    expect(verified).toBe(true);
    expect(asked).toEqual(['/data/tiny.tar.gz']);
    await expect(loader.loadCifarDataset(tinyCifar, { dataDir: 'cifar' })).rejects.toThrow(
      'dataDir is cifar, but there is no file system here; in a browser, give baseUrl.',
    );
  });

  it('loads on a page without https, where there is no WebCrypto', async () => {
    const { loader } = page({ crypto: {} });
    expect((await loader.loadIdxDataset(tinyPublication, options)).test.size).toBe(4);
  });

  it('keeps the files in the Cache API', async () => {
    const kept = new Map<string, Response>();
    const cache = {
      match: (url: string) => Promise.resolve(kept.get(url)?.clone()),
      put: (url: string, response: Response) => Promise.resolve(void kept.set(url, response)),
    };
    const { loader, asked } = page({ caches: { open: () => Promise.resolve(cache) } });
    const first = await loader.loadIdxDataset(tinyPublication, options);
    const second = await loader.loadIdxDataset(tinyPublication, options);
    expect(second.sha256).toBe(first.sha256);
    expect(asked).toHaveLength(4);
    expect(await loader.fetchIdxFiles(tinyPublication, options)).toContainEqual({
      name: 'test-labels.gz',
      path: 'https://convstudy.invalid/tiny/test-labels.gz',
      bytes: tinyFiles.get('test-labels.gz')!.length,
    });
  });

  it('says that there are no folders', async () => {
    const { loader } = page({});
    await expect(loader.loadIdxDataset(tinyPublication, { dataDir: 'mnist' })).rejects.toThrow(
      'dataDir is mnist, but there is no file system here; in a browser, give baseUrl.',
    );
    await expect(loader.fetchIdxFiles(tinyPublication, options)).rejects.toThrow('no Cache API');
  });
});
