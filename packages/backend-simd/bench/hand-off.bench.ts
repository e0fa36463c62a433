/**
 * What it costs to share a job among threads: microseconds for jobs of several sizes on one thread and on all, the
 * workers awake. What src/settings.ts says is worth sharing comes from here.
 *
 *     npm run bench:hand-off
 */
import { availableParallelism } from 'node:os';

import { i32 } from 'wasmati';

import { Memory } from '../src/memory.js';
import { settings } from '../src/settings.js';
import { Launcher } from '../src/threads/launcher.js';
import { range } from '../src/wasm/loops.js';
import { entry, ProgramCache } from '../src/wasm/program.js';
import { bestTime } from './best-time.js';

settings.shareFrom = 0;
const memory = new Memory();
const programs = new ProgramCache(memory);
const cores = availableParallelism();
let threads = 1;
const launcher = new Launcher(memory, () => threads);

for (const turns of [10, 1_000, 10_000, 100_000]) {
  // A task counts to `turns`: it needs no memory that would have to travel between cores.
  const program = programs.get(`count to ${turns}`, () => ({
    entry: entry([i32], ([, begin, end], [n]) =>
      range(begin, begin, end, () => range(n, 0, turns, () => {})),
    ),
  }));
  for (const tasks of [cores, 8 * cores]) {
    const times: string[] = [];
    for (threads of [1, cores]) {
      const time = await bestTime(() => launcher.launch(program, tasks, []));
      times.push(`${(1000 * time).toFixed(2).padStart(9)} us on ${threads}`);
    }
    console.log(
      `${String(tasks).padStart(4)} tasks of ${String(turns).padStart(7)} turns: ${times.join(', ')}`,
    );
  }
}
launcher.dispose();
