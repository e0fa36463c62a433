import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { packagePath } from '../../package-path.js';
import type { PyTorch } from '../engines/find-pytorch.js';
import { PYTORCH_ENVIRONMENT } from '../engines/pytorch-environment.js';
import type { MemoryAtStep, StepMemory } from './measure-memory.js';

export interface ModelMemory {
  model: string;
  batchSize: number;
  simd: StepMemory;
  /** Absent without PyTorch. */
  pytorch?: StepMemory;
}

/** Enough for all memory that a step needs to have been asked for. */
const STEPS = 5;

/** Memory of training steps on `simd` and in PyTorch, each in a process of its own. */
export async function stepMemory(
  model: string,
  batchSize: number,
  pytorch: PyTorch | undefined,
): Promise<ModelMemory> {
  const args = [model, String(batchSize), String(STEPS)];
  return {
    model,
    batchSize,
    simd: await run<StepMemory>(process.execPath, [
      packagePath('bin/convstudy.js'),
      'answer-memory',
      ...args,
    ]),
    ...(pytorch && {
      pytorch: await run<StepMemory>(pytorch.python, [packagePath('python/memory.py'), ...args]),
    }),
  };
}

/** Memory of one long training on `simd`, in a process of its own. */
export function growth(model: string, batchSize: number, steps: readonly number[]): Promise<MemoryAtStep[]> {
  return run(process.execPath, [
    '--expose-gc',
    packagePath('bin/convstudy.js'),
    'answer-memory',
    model,
    String(batchSize),
    ...steps.map(String),
    '--growth',
  ]);
}

async function run<T>(program: string, args: readonly string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(program, args, {
    env: { ...process.env, ...PYTORCH_ENVIRONMENT },
  });
  return JSON.parse(stdout) as T;
}
