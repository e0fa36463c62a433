import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { mirrorServer, type MirrorServer } from './mirror-server.js';
import { packedNames } from './tiny-publication.js';

// Inside the package, so that the program finds the package's dependencies.
const program = path.join(import.meta.dirname, '../test-results/load-tiny.mjs');
let server: MirrorServer;
let cacheDir: string;

beforeAll(async () => {
  await build({
    entryPoints: [path.join(import.meta.dirname, 'load-tiny.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  server = await mirrorServer();
  return async () => {
    await server.close();
    await rm(program);
  };
});
beforeEach(async () => {
  cacheDir = await mkdtemp(path.join(tmpdir(), 'convstudy-'));
  return () => rm(cacheDir, { recursive: true });
});

function start(baseUrl: string): ChildProcess {
  return spawn(process.execPath, [program, cacheDir, baseUrl], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function sha256Of(child: ChildProcess): Promise<string | undefined> {
  return (await text(child.stdout!)).trim().split('\n').at(-1);
}

it('downloads in several processes at once', async () => {
  const children = Array.from({ length: 4 }, () => start(server.mirror('good')));
  const hashes = await Promise.all(children.map(sha256Of));
  expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(hashes).size).toBe(1);
  expect((await readdir(cacheDir)).sort()).toEqual([...packedNames].sort());
});

it('leaves nothing half-written when it is killed', async () => {
  const child = start(server.mirror('stalled'));
  await once(child.stdout!, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await readdir(cacheDir)).toEqual([]);
  expect(await sha256Of(start(server.mirror('good')))).toMatch(/^[0-9a-f]{64}$/);
});
