import {
  getKernelsForBackend,
  type KernelConfig,
  registerBackend,
  registerKernel,
} from '@tensorflow/tfjs-core';

import { SimdBackend } from './backend.js';
import { registerGradients } from './gradients.js';
import { batchMatMul, fusedMatMul } from './kernels/batch-mat-mul.js';
import { batchNorm } from './kernels/batch-norm.js';
import { concat, pack } from './kernels/concat.js';
import { constantKernels } from './kernels/constant.js';
import { conv2d, conv2dBackpropFilter, conv2dBackpropInput, fusedConv2d } from './kernels/conv2d.js';
import {
  depthwiseConv2d,
  depthwiseConv2dBackpropFilter,
  depthwiseConv2dBackpropInput,
  fusedDepthwiseConv2d,
} from './kernels/depthwise-conv2d.js';
import { elementwiseKernels } from './kernels/elementwise.js';
import { gatherV2, unsortedSegmentSum } from './kernels/gather.js';
import { BACKEND_NAME, cpuKernel } from './kernels/kernel.js';
import { pad } from './kernels/pad.js';
import { sameDataKernels } from './kernels/same-data.js';
import { avgPool, avgPoolGrad, maxPool, maxPoolGrad } from './kernels/pool.js';
import { reduceKernels } from './kernels/reduce.js';
import { slice, splitV, unpack } from './kernels/slice.js';
import { reverse, transpose } from './kernels/transpose.js';
import { getThreadsCount } from './threads/threads-count.js';
import { calibrateTile } from './wasm/calibrate.js';
import { applyWideVectors, getWideVectors } from './wide-vectors.js';

/** Between `cpu` (1) and `webgl` (2). */
const PRIORITY = 1.5;

/**
 * Registers the backend `simd` with every kernel that the tfjs CPU backend has, most of a training step's
 * replaced by WebAssembly.
 */
export function register(): void {
  registerBackend(
    BACKEND_NAME,
    () => {
      applyWideVectors();
      // At first use rather than on import: tfjs-layers, imported later, would register tfjs's own again.
      registerGradients();
      let calibrated = false;
      const backend = new SimdBackend(undefined, () => (calibrated ? getThreadsCount() : 1));
      calibrateTile(backend.runtime, getWideVectors());
      calibrated = true;
      return backend;
    },
    PRIORITY,
  );
  const replaced: KernelConfig[] = [
    ...elementwiseKernels(),
    ...constantKernels(),
    ...sameDataKernels(),
    ...reduceKernels(),
    slice(),
    splitV(),
    unpack(),
    pad(),
    concat(),
    pack(),
    transpose(),
    reverse(),
    gatherV2(),
    unsortedSegmentSum(),
    batchMatMul(),
    fusedMatMul(),
    batchNorm(),
    conv2d(),
    conv2dBackpropInput(),
    conv2dBackpropFilter(),
    fusedConv2d(),
    depthwiseConv2d(),
    fusedDepthwiseConv2d(),
    depthwiseConv2dBackpropInput(),
    depthwiseConv2dBackpropFilter(),
    maxPool(),
    maxPoolGrad(),
    avgPool(),
    avgPoolGrad(),
  ];
  const names = new Set(replaced.map(({ kernelName }) => kernelName));
  for (const config of getKernelsForBackend('cpu')) {
    if (!names.has(config.kernelName)) registerKernel(cpuKernel(config));
  }
  for (const config of replaced) registerKernel(config);
}
