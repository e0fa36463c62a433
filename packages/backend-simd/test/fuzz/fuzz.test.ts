/**
 * Random programs on this backend and on `cpu`. FUZZ_SEEDS=100:2000 npx vitest run test/fuzz runs more of them;
 * a failure is shown as the shortest program that still fails.
 */
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

// Registers the gradients, which tfjs-core alone does not in Node.
import '@tensorflow/tfjs-layers';

import { SimdBackend } from '../../src/backend.js';
import { setThreadsCount } from '../../src/index.js';
import { Memory, sizeClass } from '../../src/memory.js';
import { settings } from '../../src/settings.js';
import { describeProgram, type Instruction, runProgram, shrink, writeProgram } from './program.js';
import { Random } from './random.js';

const UNSHARED = 'simd-unshared';
const [FIRST, END] = (process.env.FUZZ_SEEDS ?? '0:40').split(':').map(Number);

beforeAll(async () => {
  // Threads keep the kernels that they share in the memory that is watched here.
  setThreadsCount(1);
  tf.registerBackend(UNSHARED, () => new SimdBackend(new Memory({ shared: false })));
  await tf.setBackend('simd');
  for (const config of tf.getKernelsForBackend('simd'))
    tf.registerKernel({ ...config, backendName: UNSHARED });
});
afterAll(() => {
  settings.deferFrom = 128;
  tf.removeBackend(UNSHARED);
});

interface Mode {
  readonly backend: string;
  readonly deferFrom: number;
  /** How often an allocation fails. */
  readonly faults: number;
}

function bytesInUse(): number {
  const { memory, launcher } = (tf.backend() as SimdBackend).runtime;
  const { scratchStride } = launcher as unknown as { scratchStride: number };
  return memory.bytesInUse - (scratchStride > 0 ? sizeClass(scratchStride) : 0);
}

/** Runs steps with allocations that fail now and then, and runs those again that failed. */
function withFaults(memory: Memory, rate: number, random: Random) {
  const allocate = memory.allocate.bind(memory);
  return <T>(step: () => T): T => {
    memory.allocate = (bytes) => {
      if (random.chance(rate)) throw new Error('Out of memory: injected');
      return allocate(bytes);
    };
    try {
      return step();
    } catch (error) {
      if (!(error as Error).message.includes('injected')) throw error;
      memory.allocate = allocate;
      return step();
    } finally {
      memory.allocate = allocate;
    }
  };
}

/** @returns what went wrong, or null */
async function failure(program: readonly Instruction[], mode: Mode, seed: number): Promise<string | null> {
  await tf.setBackend(mode.backend);
  settings.deferFrom = mode.deferFrom;
  const before = { tensors: tf.memory().numTensors, bytes: bytesInUse() };
  const { memory } = (tf.backend() as SimdBackend).runtime;
  try {
    await runProgram(
      program,
      mode.faults > 0 ? withFaults(memory, mode.faults, new Random(seed)) : undefined,
    );
  } catch (error) {
    return String(error);
  }
  const after = { tensors: tf.memory().numTensors, bytes: bytesInUse() };
  return JSON.stringify(after) === JSON.stringify(before)
    ? null
    : `Failure: memory ${JSON.stringify(before)} became ${JSON.stringify(after)}`;
}

it('gives what cpu gives, and gives all memory back', { timeout: 3_600_000 }, async () => {
  for (let seed = FIRST; seed < END; seed++) {
    await tf.setBackend('cpu');
    const program = writeProgram(new Random(seed), 60);
    const mode = {
      backend: seed % 4 === 3 ? UNSHARED : 'simd',
      deferFrom: seed % 2 === 0 ? 0 : 128,
      faults: seed % 3 === 2 ? 0.2 : 0,
    };
    const found = await failure(program, mode, seed);
    if (!found) continue;
    const same = async (candidate: readonly Instruction[]) =>
      Boolean((await failure(candidate, mode, seed))?.startsWith('Failure') ?? false);
    const smallest = found.startsWith('Failure') ? await shrink(program, same) : program;
    const message = (await failure(smallest, mode, seed)) ?? found;
    expect.fail(`seed ${seed}, ${JSON.stringify(mode)}\n${message}\n${describeProgram(smallest)}`);
  }
});
