import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readResults } from '../../src/results/run-directory.js';
import type { StudyResults } from '../../src/results/types.js';

/** For a machine that does much else: every process loads all of tfjs. */
const TIMEOUT = 240_000;
const SCRIPT = fileURLToPath(new URL('studies/run-trio.mjs', import.meta.url));

let folder: string;
let whole: unknown;

beforeAll(async () => {
  const alone = await mkdtemp(join(tmpdir(), 'convstudy-'));
  await finished(start(alone, 1));
  whole = numbers(await results(alone));
  await rm(alone, { recursive: true });
}, TIMEOUT);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'convstudy-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function start(out: string, jobs: number, environment: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [SCRIPT, out, String(jobs)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
}

/** Waits for the end, which must be a good one; gives what the process wrote. */
async function finished(child: ChildProcess): Promise<string> {
  let output = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (part: Buffer) => (output += part.toString()));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  expect(output).toMatch(/^done$/m);
  expect(code).toBe(0);
  return output;
}

async function results(out: string): Promise<StudyResults> {
  return (await readResults(out)).studies[0];
}

/** All that must come out the same: everything but times. */
function numbers({ runs, analyses }: StudyResults) {
  return {
    analyses,
    runs: runs.map(({ trainSeconds: _, inferenceMsPerImage: __, epochs, ...run }) => ({
      ...run,
      epochs: epochs.map(({ seconds: ___, ...epoch }) => epoch),
    })),
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(process.platform === 'win32')('runs in processes of their own', () => {
  it(
    'end with the same numbers, in the same order',
    async () => {
      const output = await finished(start(folder, 3));
      expect(numbers(await results(folder))).toEqual(whole);
      expect(output.match(/^\w+ \d \d$/gm)).toHaveLength(3 * 3);
      expect(await readdir(join(folder, 'checkpoints', 'trio'))).toEqual([]);
      for (const { model, seed } of (await results(folder)).runs) {
        const saved = join(folder, 'models', 'trio', `${model}-seed${seed}`);
        expect((await readdir(saved)).sort()).toEqual(['model.json', 'weights.bin']);
      }
    },
    TIMEOUT,
  );

  it.each([
    ['SIGKILL', 'its process ended by SIGKILL'],
    [
      'exit',
      'its process ended with exit code 3: FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    ],
  ])(
    'go on when one ends by %s, which --resume makes good',
    async (how, message) => {
      const crash = { TRIO_CRASH: join(folder, 'crashed'), TRIO_CRASH_BY: how };
      await finished(start(folder, 2, crash));
      const { runs } = await results(folder);
      const states = runs.map(({ model, seed, status, epochs }) => [model, seed, status, epochs.length]);
      const failed = states.filter(([, , status]) => status === 'failed');
      expect(failed).toHaveLength(1);
      expect(failed[0]).toEqual(['Second', expect.any(Number), 'failed', 1]);
      expect(states.filter(([, , status]) => status === 'finished')).toHaveLength(2);
      expect(runs.find(({ status }) => status === 'failed')!.message).toBe(message);
      const output = await finished(start(folder, 2, crash));
      // From its checkpoint, and nothing else again.
      expect(output.match(/^\w+ \d \d$/gm)?.map((line) => line.slice(-1))).toEqual(['2', '3']);
      expect(numbers(await results(folder))).toEqual(whole);
    },
    TIMEOUT,
  );

  it.each([1, 2])(
    'with %d at a time end when the one that started them is killed, and go on later with the same numbers',
    async (jobs) => {
      const pids = join(folder, 'pids');
      for (const [epochs, delay] of [
        [1, 0],
        [2, 60],
      ]) {
        const parent = start(folder, jobs, { TRIO_PIDS: pids });
        let seen = 0;
        const enough = new Promise<void>((resolve) => {
          parent.stdout!.on('data', (part: Buffer) => {
            seen += part.toString().split('\n').length - 1;
            if (seen >= epochs) resolve();
          });
        });
        await enough;
        await sleep(delay);
        parent.kill('SIGKILL');
        await once(parent, 'close');
        const children = (await readFile(pids, 'utf8')).trim().split('\n').map(Number);
        await expect.poll(() => children.filter(isAlive), { timeout: 10_000 }).toEqual([]);
        // Whole at any moment.
        await results(folder);
      }
      await finished(start(folder, jobs));
      expect(numbers(await results(folder))).toEqual(whole);
    },
    TIMEOUT,
  );
});
