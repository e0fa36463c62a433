/** What the tests of src/compute share: a runtime, deterministic inputs, comparison with float64 references. */
import { expect } from 'vitest';

import type { Runtime } from '../src/compute/runtime.js';
import { Memory } from '../src/memory.js';
import { Launcher } from '../src/threads/launcher.js';
import { type Program, ProgramCache } from '../src/wasm/program.js';

/** @param options.singleTasks runs every task by itself, the last one first, with NaN in its scratch space */
export function createRuntime({ singleTasks = false } = {}): Runtime {
  const memory = new Memory();
  const launcher = singleTasks ? new SingleTasks(memory) : new Launcher(memory);
  return { memory, programs: new ProgramCache(memory), launcher };
}

class SingleTasks extends Launcher {
  constructor(private readonly floats: Memory) {
    super(floats);
  }

  override launch(
    program: Program,
    tasks: number,
    ...words: [readonly number[], (readonly number[])?]
  ): void {
    const run: Program['run'] = (args, begin, end, scratch) => {
      for (let task = end - 1; task >= begin; task--) {
        this.floats.f32(scratch, Math.floor(program.scratchBytes / 4)).fill(NaN);
        program.run(args, task, task + 1, scratch);
      }
    };
    super.launch({ ...program, run }, tasks, ...words);
  }
}

/** Uniform in [-1, 1), the same numbers for the same seed (mulberry32). */
export function uniform(length: number, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1;
  });
}

/** Puts values into a new allocation whose surroundings are NaN, so that reading beyond them shows. */
export function put(rt: Runtime, values: ArrayLike<number>): number {
  const pointer = rt.memory.allocate(values.length * 4);
  rt.memory.f32(pointer, values.length + 16).fill(NaN);
  rt.memory.f32(pointer, values.length).set(values);
  return pointer;
}

/** A new allocation for `length` results, full of NaN. */
export function room(rt: Runtime, length: number): number {
  return put(rt, new Float32Array(length).fill(NaN));
}

export function take(rt: Runtime, pointer: number, length: number): Float32Array {
  return rt.memory.f32(pointer, length).slice();
}

/** rtol 1e-4, atol 1e-5 of the largest finite expected value; NaN and infinities must be the same. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, what = ''): void {
  expect(actual.length).toBe(expected.length);
  const values = Array.from(expected);
  const largest = values.reduce((max, v) => (Number.isFinite(v) ? Math.max(max, Math.abs(v)) : max), 0);
  const bad = values.findIndex((v, i) => {
    const got = actual[i];
    if (!Number.isFinite(v)) return !Object.is(got, v);
    return !(Math.abs(got - v) <= 1e-5 * largest + 1e-4 * Math.abs(v));
  });
  expect(bad === -1 ? 'close' : `${what}: [${bad}] is ${actual[bad]}, expected ${expected[bad]}`).toBe(
    'close',
  );
}
