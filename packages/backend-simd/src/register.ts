import {
  getKernelsForBackend,
  type KernelConfig,
  registerBackend,
  registerKernel,
} from '@tensorflow/tfjs-core';

import { SimdBackend } from './backend.js';
import { constantKernels } from './kernels/constant.js';
import { elementwiseKernels } from './kernels/elementwise.js';
import { BACKEND_NAME } from './kernels/kernel.js';
import { reduceKernels } from './kernels/reduce.js';

/** Between `cpu` (1) and `webgl` (2). */
const PRIORITY = 1.5;

/**
 * Registers the backend `simd` with every kernel that the tfjs CPU backend has, most of a training step's
 * replaced by WebAssembly.
 */
export function register(): void {
  registerBackend(BACKEND_NAME, () => new SimdBackend(), PRIORITY);
  const replaced: KernelConfig[] = [...elementwiseKernels(), ...constantKernels(), ...reduceKernels()];
  const names = new Set(replaced.map(({ kernelName }) => kernelName));
  for (const config of getKernelsForBackend('cpu')) {
    if (!names.has(config.kernelName)) registerKernel({ ...config, backendName: BACKEND_NAME });
  }
  for (const config of replaced) registerKernel(config);
}
