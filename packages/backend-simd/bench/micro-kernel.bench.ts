/**
 * GFLOP/s of the micro-kernel alone, its data in the L1 cache, for candidate tile shapes: what src/wasm/tile-shape.ts
 * chooses from. With --wide, V8's wide vectors are on.
 */
import v8 from 'node:v8';

import { call, i32 } from 'wasmati';

import { Memory } from '../src/memory.js';
import { range } from '../src/wasm/loops.js';
import { microKernel } from '../src/wasm/micro-kernel.js';
import { entry, type Program, ProgramCache } from '../src/wasm/program.js';

if (process.argv.includes('--wide')) v8.setFlagsFromString('--experimental-wasm-revectorize');

const TERMS = 256;
const CALLS = 1000;
const ROUNDS = 60;
const BYTES = 1 << 16;
const memory = new Memory();
const programs = new ProgramCache(memory);
const [a, b, out] = Array.from({ length: 3 }, () => {
  const pointer = memory.allocate(BYTES);
  memory.f32(pointer, BYTES / 4).fill(0.01);
  return pointer;
});

const shapes = [
  [6, 4],
  [5, 4],
  [4, 4],
  [3, 4],
  [8, 2],
  [6, 2],
  [5, 2],
  [4, 2],
  [12, 1],
  [8, 1],
];
const candidates = shapes.map(([rows, vectors]) => {
  const at = (stride: number) => Array.from({ length: rows }, (_, i) => i * stride);
  const program: Program = programs.get(`${rows} x ${vectors}`, () => {
    const kernel = microKernel({
      rows: at(4 * TERMS),
      outRows: at(16 * vectors),
      vectors,
      loops: [{ count: TERMS, a: 4, b: 16 * vectors }],
    });
    return {
      entry: entry([i32], ([, begin, end], [i]) => {
        range(i, begin, end, () => call(kernel, [i32.const(a), i32.const(b), i32.const(out), i32.const(0)]));
      }),
    };
  });
  return { rows, columns: 4 * vectors, program, best: Infinity };
});

for (let round = 0; round < ROUNDS; round++) {
  for (const candidate of candidates) {
    const start = performance.now();
    candidate.program.run(0, 0, CALLS, 0);
    candidate.best = Math.min(candidate.best, performance.now() - start);
  }
  // The optimising compiler works in the background: give it time to finish.
  if (round === ROUNDS / 3) await new Promise((resolve) => setTimeout(resolve, 100));
}
for (const { rows, columns, best } of candidates) {
  const rate = (2 * rows * columns * TERMS * CALLS) / best / 1e6;
  console.log(`${`${rows} x ${columns}`.padEnd(8)} ${rate.toFixed(1).padStart(6)} GFLOP/s`);
}
