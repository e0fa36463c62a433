import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fs from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { exampleResults } from '../../test/support/results.js';
import { tinyDataset, tinyStudy } from '../../test/support/tiny.js';
import { writeReport } from '../report/write-report.js';
import { runStudy } from '../studies/run-study.js';
import { RunDirectoryError } from './run-directory-error.js';
import { writeResults } from './run-directory.js';

// `write-file-atomic` takes its functions from the same object, so that a disk can be full without one being filled.
let folder: string;
beforeAll(() => tf.setBackend('cpu'));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'convstudy-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

type Done = (error: NodeJS.ErrnoException | null) => void;

function failing(name: 'write' | 'open' | 'fsync', code: string): void {
  vi.spyOn(fs, name).mockImplementation((...args: unknown[]) => {
    const error = Object.assign(new Error(`${code}: it is so, ${name}`), { code });
    (args.at(-1) as Done)(error);
  });
}

const cases = [
  ['write', 'ENOSPC', 'the disk is full (ENOSPC)'],
  // Some file systems find out only here.
  ['fsync', 'ENOSPC', 'the disk is full (ENOSPC)'],
  ['fsync', 'EDQUOT', 'the disk quota is used up (EDQUOT)'],
  ['open', 'EROFS', 'the file system is read-only (EROFS)'],
  ['open', 'EACCES', 'no permission to write there (EACCES)'],
] as const;

describe.each(cases)('when %s fails with %s', (name, code, words) => {
  it('results.json stays as it was, and the error says where and why', async () => {
    await writeResults(folder, exampleResults());
    const before = await readFile(join(folder, 'results.json'), 'utf8');
    failing(name, code);
    const writing = writeResults(folder, { ...exampleResults(), status: 'failed' });
    await expect(writing).rejects.toThrow(`cannot write ${join(folder, 'results.json')}: ${words}`);
    await expect(writing).rejects.toBeInstanceOf(RunDirectoryError);
    vi.restoreAllMocks();
    expect(await readFile(join(folder, 'results.json'), 'utf8')).toBe(before);
    expect(await readdir(folder)).toEqual(['results.json']);
  });

  it('a study ends at its first checkpoint and leaves none', async () => {
    failing(name, code);
    const started: string[] = [];
    const running = runStudy(tinyStudy, {
      preset: 'quick',
      dataset: tinyDataset(),
      checkpoints: folder,
      observer: { runStarted: ({ model }) => void started.push(model) },
    });
    const file = join(folder, 'tiny', 'Tiny-1.safetensors');
    await expect(running).rejects.toThrow(`cannot write ${file}: ${words}`);
    await expect(running).rejects.toBeInstanceOf(RunDirectoryError);
    expect(started).toEqual(['Tiny']);
    expect(await readdir(join(folder, 'tiny'))).toEqual([]);
  });

  it('no half of a report is left', async () => {
    failing(name, code);
    const writing = writeReport(folder, exampleResults());
    await expect(writing).rejects.toThrow(`cannot write the report in ${join(folder, 'report')}: ${words}`);
    expect(await readdir(join(folder, 'report'), { recursive: true })).toEqual(['figures']);
  });
});
