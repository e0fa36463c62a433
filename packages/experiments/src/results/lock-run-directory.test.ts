import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockRunDirectory } from './lock-run-directory.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'convstudy-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('keeps others out until it is released', async () => {
  const lock = await lockRunDirectory(folder, false);
  lock.check();
  await expect(lockRunDirectory(folder, false)).rejects.toThrow(
    `another process writes into ${folder}; wait for it, or name another folder with --out`,
  );
  await lock.release();
  expect(await readdir(folder)).toEqual([]);
  await (await lockRunDirectory(folder, false)).release();
});

it('takes over from a process that has gone', async () => {
  const left = join(folder, '.lock');
  await mkdir(left);
  const long = new Date(Date.now() - 60_000);
  await utimes(left, long, long);
  await (await lockRunDirectory(folder, false)).release();
});

it('says so when the folder cannot be locked', async () => {
  await expect(lockRunDirectory(join(folder, 'gone'), false)).rejects.toThrow(/cannot lock .*gone/);
});
