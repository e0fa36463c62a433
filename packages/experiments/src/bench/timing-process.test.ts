import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTimingProcess } from './timing-process.js';

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
