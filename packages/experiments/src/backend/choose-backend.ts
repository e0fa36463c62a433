import * as simd from '@convstudy/backend-simd';
import * as tf from '@tensorflow/tfjs-core';
import { BackendError } from './backend-error.js';
import { findWebGpu } from './find-webgpu.js';
import { probeWebGpu } from './probe-webgpu.js';

export const BACKENDS = ['auto', 'simd', 'webgpu', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

/** The backend in use from here on. */
export interface BackendChoice {
  name: Exclude<BackendName, 'auto'>;
  /** The graphics adapter in words, with WebGPU. */
  adapter?: string;
  threads: number;
  wideVectors: boolean;
}

/**
 * Chooses tfjs's backend for this process and makes it ready.
 *
 * @param options.backend - `auto` takes WebGPU where there is a hardware adapter, else `simd`. Default `auto`
 * @param options.wideVectors - asks V8 for 256-bit vectors (an experimental flag that holds for the whole
 *   process; only `simd` has a use for it). Default: as the backend has been told
 * @param options.threads - of `simd`, which others leave alone; from 1 to 64. Default: as the backend has been told,
 *   which without a word means the cores that this process may use
 * @throws BackendError if `webgpu` is asked for and there is no usable adapter
 */
export async function chooseBackend(
  options: { backend?: BackendName; wideVectors?: boolean; threads?: number } = {},
): Promise<BackendChoice> {
  const { backend = 'auto', wideVectors, threads } = options;
  if (backend === 'webgpu' || (backend === 'auto' && (await probeWebGpu()).adapter !== undefined)) {
    const { adapter, missing } = await findWebGpu();
    if (adapter === undefined) {
      throw new BackendError(
        `--backend ${backend}: looked for a WebGPU adapter of a graphics card, but ${missing}. ` +
          'Use --backend simd to train on the CPU.',
      );
    }
    await use('webgpu');
    return { name: 'webgpu', adapter, threads: 1, wideVectors: false };
  }
  if (backend === 'cpu') {
    await import('@tensorflow/tfjs-backend-cpu');
    await use('cpu');
    return { name: 'cpu', threads: 1, wideVectors: false };
  }
  if (wideVectors !== undefined) simd.setWideVectors(wideVectors);
  if (threads !== undefined) simd.setThreadsCount(threads);
  await use('simd');
  return { name: 'simd', threads: simd.getThreadsCount(), wideVectors: simd.getWideVectors() };
}

async function use(name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new BackendError(`the tfjs backend "${name}" did not start`);
  await tf.ready();
}
