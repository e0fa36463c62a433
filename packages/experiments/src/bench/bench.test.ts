import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleResults } from '../../test/support/results.js';
import { benchTable } from './bench-table.js';
import { findPyTorch } from './find-pytorch.js';
import { bestRatios, threadCounts, type BenchResult } from './run-bench.js';
import { startTimingProcess } from './timing-process.js';

const result = (
  model: string,
  engine: 'simd' | 'pytorch',
  msPerStep: number,
  rest: Partial<BenchResult> = {},
) => ({
  model,
  batchSize: 64,
  engine,
  threads: 1,
  wideVectors: false,
  msPerStep,
  imagesPerSecond: 64_000 / msPerStep,
  ...rest,
});

const results = [
  result('FCN', 'simd', 4, { wideVectors: true }),
  result('FCN', 'simd', 8),
  result('FCN', 'pytorch', 5),
  result('FCN', 'pytorch', 6, { threads: 2 }),
];

describe('bestRatios', () => {
  it("holds our best against PyTorch's best, with and without wide vectors", () => {
    expect(bestRatios(['FCN'], results)).toEqual({ ratios: { FCN: 1.25 }, defaultRatios: { FCN: 0.625 } });
  });
});

describe('benchTable', () => {
  const { environment } = exampleResults();

  it('shows times and ratios', () => {
    const text = stripVTControlCharacters(
      benchTable({ environment, results, ...bestRatios(['FCN'], results) }),
    );
    expect(text).toMatch(/FCN +│ +4\.0 ms │ +8\.0 ms │ +5\.0 ms │ +6\.0 ms │ +1\.25 │ +0\.63 │/);
    expect(text).toMatch(/16000 images\/s/);
  });

  it('has no ratios without PyTorch', () => {
    expect(benchTable({ environment, results: results.slice(0, 2) })).not.toMatch(/Ratio|PyTorch/);
  });
});

describe('threadCounts', () => {
  it.each([
    [1, [1]],
    [2, [1, 2]],
    [6, [1, 2, 4, 6]],
    [8, [1, 2, 4, 8]],
  ])('of %i cores', (cores, counts) => {
    expect(threadCounts(cores)).toEqual(counts);
  });
});

describe('findPyTorch', () => {
  it('goes on where there is no such program or no torch, and may find none', async () => {
    expect(await findPyTorch(['no-such-python', process.execPath])).toBeUndefined();
  });
});

describe('a timing process', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'convstudy-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function start(script: string) {
    const file = join(folder, `${Math.random()}.mjs`);
    await writeFile(file, script);
    return startTimingProcess([process.execPath, file], { GREETING: '5' });
  }
  const request = { model: 'FCN', batchSize: 64, threads: 2, seconds: 1 };

  it('answers one request after the other, and ends when told', async () => {
    const timing = await start(`
      import { createInterface } from 'node:readline';
      let n = 0;
      for await (const line of createInterface({ input: process.stdin })) {
        console.log(JSON.stringify({ msPerStep: JSON.parse(line).threads * 10 + n++ + Number(process.env.GREETING) }));
      }`);
    expect(await timing.time(request)).toEqual({ msPerStep: 25 });
    expect(await timing.time({ ...request, threads: 3 })).toEqual({ msPerStep: 36 });
    await timing.close();
  });

  it('is an error that names the model when it dies', async () => {
    const timing = await start('process.exit(3)');
    await expect(timing.time(request)).rejects.toThrow(/ended while timing FCN/);
    await timing.close();
  });

  it('is an error when there is no such program', async () => {
    const timing = startTimingProcess([join(folder, 'nothing')]);
    await expect(timing.time(request)).rejects.toThrow(/nothing ended while timing FCN/);
    await timing.close();
  });
});
