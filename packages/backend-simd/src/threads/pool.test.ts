import { i32, if_, local, loop, br, unreachable } from 'wasmati';
import { afterEach, expect, it, vi } from 'vitest';

import { Memory } from '../memory.js';
import { range } from '../wasm/loops.js';
import { settings } from '../settings.js';
import { entry, type Program, ProgramCache } from '../wasm/program.js';
import { Launcher } from './launcher.js';
import { getThreadsCount, setThreadsCount } from './threads-count.js';

const memory = new Memory();
const programs = new ProgramCache(memory);
let threads = 3;
// Even what is not worth it.
settings.shareFrom = 0;
const launcher = new Launcher(memory, () => threads);

afterEach(() => {
  threads = 3;
});

/** Adds 1 to the counter of each task, at the pointer that is the first argument; and to that of the thread. */
const counting = programs.get('counting', () => ({
  scratchBytes: 4,
  entry: entry([i32, i32], ([args, begin, end, scratch], [counter, n]) => {
    range(begin, begin, end, () => {
      local.set(counter, i32.add(i32.load({}, args), i32.shl(begin, 2)));
      local.set(n, i32.atomic.rmw.add({}, counter, 1));
      i32.store({}, scratch, i32.add(i32.load({}, scratch), 1));
      // Long enough for others to come.
      range(n, 0, 20_000, () => {});
    });
  }),
}));

/** Does `harm` in the threads whose scratch space is not the first argument, or in the one whose it is. */
function harmful(name: string, where: 'workers' | 'main', harm: () => void): Program {
  return programs.get(name, () => ({
    scratchBytes: 4,
    entry: entry([i32], ([args, begin, end, scratch], [n]) => {
      (where === 'main' ? i32.eq : i32.ne)(scratch, i32.load({}, args));
      if_(null, harm);
      // Long enough for all threads to come.
      range(begin, begin, end, () => range(n, 0, 100_000, () => {}));
    }),
  }));
}

/** The main thread's scratch space: found with a program that one thread runs. */
function mainScratch(): number {
  let found = 0;
  const run = (_args: number, _begin: number, _end: number, scratch: number) => {
    found = scratch;
  };
  launcher.launch({ key: 'look', scratchBytes: 4, code: new Uint8Array(), taskTime: 0, run }, 1, []);
  return found;
}

/** Launches until the thread that is to do harm has taken part: workers may be starting, this one may come late. */
function launchUntilItThrows(program: Program): Error {
  for (let attempt = 0; attempt < 2000; attempt++) {
    try {
      launcher.launch(program, 100, [mainScratch()]);
    } catch (error) {
      return error as Error;
    }
  }
  throw new Error('The thread has not taken part.');
}

function countTasks(tasks: number): Int32Array {
  const pointer = memory.allocate(4 * tasks);
  memory.i32(pointer, tasks).fill(0);
  launcher.launch(counting, tasks, [pointer]);
  const counts = memory.i32(pointer, tasks).slice();
  memory.free(pointer);
  return counts;
}

it('every task is run once, whatever the number of threads and tasks', () => {
  for (let job = 0; job < 300; job++) {
    threads = 1 + (job % 4);
    const tasks = 1 + ((job * 37) % 150);
    expect(countTasks(tasks)).toEqual(new Int32Array(tasks).fill(1));
  }
});

it('several threads take part once they have started', async () => {
  const scratch = mainScratch();
  await vi.waitUntil(() => {
    memory.i32(scratch, 1)[0] = 0;
    countTasks(200);
    return memory.i32(scratch, 1)[0] < 200;
  });
});

it('a trap in a worker is an error in the calling thread, and the next launch works', () => {
  const error = launchUntilItThrows(harmful('trapping', 'workers', () => unreachable()));
  expect(error.message).toBe(
    "A worker thread of the backend 'simd', in the kernel 'trapping', failed: unreachable",
  );
  expect(countTasks(100)).toEqual(new Int32Array(100).fill(1));
});

it('a trap in the calling thread leaves the others in order', () => {
  const error = launchUntilItThrows(harmful('trapping in main', 'main', () => unreachable()));
  expect(error.message).toBe('unreachable');
  expect(countTasks(100)).toEqual(new Int32Array(100).fill(1));
});

it('a worker that does not finish is given up within five seconds, and the next launch works', () => {
  const endless = harmful('endless', 'workers', () => loop(null, (again) => br(again)));
  const started = performance.now();
  const error = launchUntilItThrows(endless);
  expect(error.message).toMatch(
    /^A worker thread .* in the kernel 'endless', has not finished a task for \d+ ms/,
  );
  expect(performance.now() - started).toBeLessThan(30_000);
  expect(countTasks(100)).toEqual(new Int32Array(100).fill(1));
});

it.each([0, -1, 1.5, NaN, 65, '2' as unknown as number])('setThreadsCount(%s) is refused', (count) => {
  expect(() => setThreadsCount(count)).toThrow(
    `setThreadsCount(count): expected a whole number from 1 to 64, got ${count}.`,
  );
});

it('the number of threads is that of the cores unless set', () => {
  expect(getThreadsCount()).toBeGreaterThanOrEqual(1);
  setThreadsCount(3);
  expect(getThreadsCount()).toBe(3);
});
