/** Threads as a stranger meets them: scripts that end or are killed, workers of one's own, workers that vanish. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import type { SimdBackend } from '../src/backend.js';
import { setThreadsCount } from '../src/index.js';
import { CONTROL, STATE } from '../src/threads/control.js';
import { numbers } from './compare-backends.js';

const { layers } = tfl;
const script = join(import.meta.dirname, 'threads/train.mjs');

const running = new Set<ChildProcess>();
// Those of a test that failed.
afterEach(() => running.forEach((child) => child.kill('SIGKILL')));

interface Ending {
  code: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
}

/** Starts the training script as the leader of a process group of its own. */
function start(...args: string[]): { child: ChildProcess; ending: Promise<Ending>; output: () => string } {
  const child = spawn(process.execPath, [script, ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => (stdout += String(data)));
  child.stderr.on('data', (data) => (stderr += String(data)));
  const ending = new Promise<Ending>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal, stdout, stderr });
    });
  });
  return { child, ending, output: () => stdout };
}

/** Nothing of the process group is left. */
function expectNothingLeft({ pid }: ChildProcess): void {
  expect(() => process.kill(-pid!, 0)).toThrow('ESRCH');
}

describe.skipIf(process.platform === 'win32')('a training script', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)('that gets %s leaves no process', async (signal) => {
    const { child, ending, output } = start('1000000');
    await vi.waitUntil(() => output().includes('step 8:'), { timeout: 50_000 });
    child.kill(signal);
    expect(await ending).toMatchObject({ code: null, signal });
    expectNothingLeft(child);
  });

  it('that is finished ends by itself', async () => {
    const { child, ending } = start('8');
    const { code, stdout, stderr } = await ending;
    expect({ code, stderr, end: stdout.trim().split('\n').at(-1) }).toEqual({
      code: 0,
      stderr: '',
      end: 'end',
    });
    expectNothingLeft(child);
  });

  it('that calls process.exit ends', async () => {
    const { child, ending } = start('8', 'exit');
    expect(await ending).toMatchObject({ code: 7 });
    expectNothingLeft(child);
  });

  it('that throws ends with its error', async () => {
    const { child, ending } = start('8', 'throw');
    const { code, stderr } = await ending;
    expect(code).toBe(1);
    expect(stderr).toContain('training went wrong');
    expectNothingLeft(child);
  });

  it('that was stopped for six seconds goes on', async () => {
    const { child, ending, output } = start('1000000');
    await vi.waitUntil(() => output().includes('step 8:'), { timeout: 50_000 });
    child.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 6000));
    const seen = output().length;
    child.kill('SIGCONT');
    await vi.waitUntil(() => output().length > seen + 200, { timeout: 50_000 });
    child.kill('SIGKILL');
    expect(await ending).toMatchObject({ code: null, signal: 'SIGKILL', stderr: '' });
  });

  it("works in a worker thread of the user's own", async () => {
    const worker = new Worker(script, { argv: ['8'], stdout: true });
    let stdout = '';
    worker.stdout.on('data', (data) => (stdout += String(data)));
    const code = await new Promise((resolve, reject) => {
      worker.on('error', reject);
      worker.on('exit', resolve);
    });
    expect({ code, end: stdout.trim().split('\n').at(-1) }).toEqual({ code: 0, end: 'end' });
  });

  it("can be terminated in a worker thread of the user's own", async () => {
    const worker = new Worker(script, { argv: ['1000000'], stdout: true });
    let stdout = '';
    worker.stdout.on('data', (data) => (stdout += String(data)));
    await vi.waitUntil(() => stdout.includes('step 4:'), { timeout: 50_000 });
    // Training goes on without a turn of the event loop, which would be needed to see more of its output.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await worker.terminate()).toBe(1);
  });
});

interface Pool {
  words: Int32Array;
  workers: { thread: number; handle: { terminate(): void } }[];
}
const pool = () => (tf.backend() as SimdBackend).runtime.launcher as unknown as { pool: Pool };

/** Waits until `count - 1` workers look for tasks. */
async function useThreads(count: number): Promise<void> {
  setThreadsCount(count);
  await vi.waitUntil(
    () => {
      train(1);
      if (count === 1) return true;
      const { workers, words } = pool().pool;
      const state = (thread: number) => words[CONTROL.lines + thread * CONTROL.lineWords + CONTROL.state];
      return workers.length === count - 1 && workers.every(({ thread }) => state(thread) !== STATE.starting);
    },
    { timeout: 50_000 },
  );
}

/** Losses of a convolutional net with batch normalisation. */
function train(steps: number): number[] {
  const seeded = (seed: number) => ({ kernelInitializer: tfl.initializers.heNormal({ seed }) });
  const model = tfl.sequential({
    layers: [
      layers.conv2d({ inputShape: [14, 14, 3], filters: 16, kernelSize: 3, padding: 'same', ...seeded(1) }),
      layers.batchNormalization(),
      layers.activation({ activation: 'relu' }),
      layers.conv2d({ filters: 32, kernelSize: 3, padding: 'same', ...seeded(2) }),
      layers.batchNormalization(),
      layers.activation({ activation: 'relu' }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.conv2d({ filters: 16, kernelSize: 3, strides: 2, activation: 'relu', ...seeded(3) }),
      layers.flatten(),
      layers.dense({ units: 10, ...seeded(4) }),
    ],
  });
  const x = tf.tensor4d(numbers([24, 14, 14, 3]), [24, 14, 14, 3]);
  const y = tf.oneHot(
    Array.from({ length: 24 }, (_, i) => i % 10),
    10,
  );
  const optimizer = tf.train.adam(0.003);
  const losses = Array.from({ length: steps }, () => {
    const loss = optimizer.minimize(
      () => tf.losses.softmaxCrossEntropy(y, model.apply(x, { training: true }) as tf.Tensor),
      true,
    ) as tf.Scalar;
    const [value] = loss.dataSync();
    loss.dispose();
    return value;
  });
  tf.dispose([x, y]);
  model.dispose();
  optimizer.dispose();
  return losses;
}

describe('threads', () => {
  beforeAll(() => tf.setBackend('simd'));
  afterAll(() => setThreadsCount(1));

  it('give the same losses to the last bit, however many', async () => {
    await useThreads(1);
    const alone = train(20);
    expect(alone.at(-1)).toBeLessThan(alone[0]);
    for (const count of [2, 3, 5]) {
      await useThreads(count);
      expect(train(20)).toEqual(alone);
    }
  });

  it('that vanish in the middle of training are an error at most, and the next step works', async () => {
    await useThreads(1);
    const [expected] = train(1);
    const surprises: string[] = [];
    for (let attempt = 0; attempt < 6; attempt++) {
      await useThreads(3);
      for (const { handle } of pool().pool.workers) handle.terminate();
      try {
        expect(train(1)).toEqual([expected]);
      } catch (error) {
        if (!(error as Error).message.startsWith("A worker thread of the backend 'simd'")) throw error;
        surprises.push((error as Error).message);
      }
      expect(train(1)).toEqual([expected]);
    }
    expect(surprises.every((message) => message.includes('was terminated, or is stuck'))).toBe(true);
  });
});
