import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleResults } from '../../test/support/results.js';
import { createRunDirectory, readResults, writeResults } from './run-directory.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'convstudy-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('createRunDirectory', () => {
  it('makes the folder and those above it', async () => {
    const path = createRunDirectory(join(folder, 'a', 'b'));
    expect(await readdir(path)).toEqual([]);
  });

  it('does not take a folder that holds results', async () => {
    await writeResults(folder, exampleResults());
    expect(() => createRunDirectory(folder)).toThrow(/already holds the results\.json of another run/);
  });

  it('says so when a file is in the way', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(() => createRunDirectory(join(folder, 'file'))).toThrow(/cannot make the run directory .*file/);
    expect(() => createRunDirectory(join(folder, 'file', 'below'))).toThrow(/a part of the path is a file/);
  });
});

describe('writeResults and readResults', () => {
  it('give back what was written, and leave nothing else behind', async () => {
    await writeResults(folder, exampleResults());
    await writeResults(folder, exampleResults());
    expect(await readResults(folder)).toEqual(exampleResults());
    expect(await readdir(folder)).toEqual(['results.json']);
  });

  it('write nothing that does not match the schema', async () => {
    const wrong = { ...exampleResults(), status: 'odd' as 'failed' };
    await expect(writeResults(folder, wrong)).rejects.toThrow(/\/status must be equal to one of/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('say what is wrong with a file', async () => {
    await expect(readResults(folder)).rejects.toThrow(/cannot read .*results\.json: there is no such file/);
    await writeFile(join(folder, 'results.json'), '{"schemaVersion": 1, ');
    await expect(readResults(folder)).rejects.toThrow(/results\.json is not JSON/);
    await writeFile(join(folder, 'results.json'), '{}');
    await expect(readResults(folder)).rejects.toThrow(/does not match the schema/);
  });

  it.skipIf(process.getuid?.() === 0)('name a folder without permission', async () => {
    await chmod(folder, 0o500);
    await expect(writeResults(folder, exampleResults())).rejects.toThrow(/no permission to write there/);
    await chmod(folder, 0o700);
  });

  it('name a folder that has gone', async () => {
    await expect(writeResults(join(folder, 'gone'), exampleResults())).rejects.toThrow(/cannot write .*gone/);
  });

  it('keep the old file when writing fails half-way', async () => {
    await writeResults(folder, exampleResults());
    const before = await readFile(join(folder, 'results.json'), 'utf8');
    await expect(writeResults(folder, { ...exampleResults(), schemaVersion: 3 as 1 })).rejects.toThrow();
    expect(await readFile(join(folder, 'results.json'), 'utf8')).toBe(before);
  });
});
