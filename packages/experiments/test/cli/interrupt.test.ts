import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packagePath } from '../../src/package-path.js';
import { readResults } from '../../src/results/run-directory.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'convstudy-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Starts the quick study and presses Ctrl-C, once or twice, as soon as it has finished an epoch: all its processes hear it. */
async function interrupted(times: number, ...options: string[]) {
  const out = join(folder, 'run');
  const child = spawn(
    process.execPath,
    [
      packagePath('bin/convstudy.js'),
      'run',
      'fcn-vs-cnn-mnist',
      '--backend',
      'simd',
      '--out',
      out,
      ...options,
    ],
    { detached: true, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, CI: '1' } },
  );
  let output = '';
  let sent = 0;
  child.stdout.on('data', (part: Buffer) => {
    output += part.toString();
    const due = /epoch 1\/\d/.test(output) ? (/Stopping after/.test(output) ? 2 : 1) : 0;
    if (sent < Math.min(due, times)) {
      sent++;
      process.kill(-child.pid!, 'SIGINT');
    }
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output, out };
}

describe.skipIf(process.platform === 'win32')('an interrupted run', () => {
  it('ends cleanly and keeps finished epochs', async () => {
    const { code, output, out } = await interrupted(1);
    expect(code).toBe(130);
    expect(output).toMatch(/Stopping after the current batch/);
    const results = await readResults(out);
    expect(results.status).toBe('interrupted');
    const run = results.studies[0].runs[0];
    expect(run.model).toBe('FCN');
    expect(run.epochs.length).toBeGreaterThanOrEqual(1);
    expect(results.studies[0].runs.at(-1)!.status).toBe('interrupted');
    expect(existsSync(join(out, 'report', 'index.html'))).toBe(true);
  });

  it('ends cleanly with several processes too', async () => {
    const { code, output, out } = await interrupted(1, '--jobs', '2');
    expect(code).toBe(130);
    expect(output).toMatch(/Stopping after the current batch/);
    const results = await readResults(out);
    expect(results.status).toBe('interrupted');
    const { runs } = results.studies[0];
    expect(runs.map(({ model }) => model).slice(0, 2)).toEqual(['FCN', 'SimpleCNN']);
    expect(runs.some(({ epochs }) => epochs.length > 0)).toBe(true);
    expect(runs.map(({ status }) => status)).toContain('interrupted');
    expect(runs.map(({ status }) => status)).not.toContain('failed');
  });

  it('ends at once on the second signal, with results that can be read', async () => {
    const { code, out } = await interrupted(2);
    expect(code).toBe(130);
    const results = await readResults(out);
    expect(results.studies[0].runs[0].epochs.length).toBeGreaterThanOrEqual(1);
  });
});
