import type { SimdMemoryInfo } from '@convstudy/backend-simd';
import * as tf from '@tensorflow/tfjs-core';
import { letOthersRun } from '../../training/step-parts.js';
import { prepareOnTfjs } from '../engines/tfjs-trainer.js';
import { peakBytes } from './resident-memory.js';

/** Memory of a process that trains. */
export interface StepMemory {
  /** The most that was resident before the model was built. */
  baselineBytes: number;
  /** The most that was ever resident. */
  peakBytes: number;
  /** Of `simd`: bytes that its WebAssembly memory has grown to. */
  reservedBytes?: number;
}

/** Memory after so many steps. */
export interface MemoryAtStep {
  step: number;
  /** Of the backend's memory: what tensors and scratch space take. */
  inUseBytes: number;
  reservedBytes: number;
  /** Tensors that are alive. */
  tensors: number;
  /** Of JavaScript, after a collection where the process has `--expose-gc`. */
  heapBytes: number;
  residentBytes: number;
}

/** Trains on tfjs's current backend, which must be `simd`, in a process that has not trained before. */
export async function measureSteps(model: string, batchSize: number, steps: number): Promise<StepMemory> {
  const baselineBytes = peakBytes();
  const step = prepareOnTfjs(model, batchSize);
  for (let i = 0; i < steps; i++) await step();
  const { numBytesReserved } = tf.memory() as unknown as SimdMemoryInfo;
  return { baselineBytes, peakBytes: peakBytes(), reservedBytes: numBytesReserved };
}

/** Memory at each of `steps`, in rising order, of one long training. */
export async function measureGrowth(
  model: string,
  batchSize: number,
  steps: readonly number[],
): Promise<MemoryAtStep[]> {
  const train = prepareOnTfjs(model, batchSize);
  const measured: MemoryAtStep[] = [];
  for (let step = 1; step <= steps[steps.length - 1]; step++) {
    await train();
    // As every training loop does; V8 lets garbage lie while nothing else may run.
    await letOthersRun();
    if (!steps.includes(step)) continue;
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    const { numBytesInUse, numBytesReserved, numTensors } = tf.memory() as unknown as SimdMemoryInfo &
      tf.MemoryInfo;
    measured.push({
      step,
      inUseBytes: numBytesInUse,
      reservedBytes: numBytesReserved,
      tensors: numTensors,
      heapBytes: heapUsed,
      residentBytes: rss,
    });
  }
  return measured;
}
