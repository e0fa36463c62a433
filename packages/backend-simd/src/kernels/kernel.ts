import {
  type DataType,
  getKernel,
  type KernelConfig,
  type KernelFunc,
  type NamedTensorInfoMap,
  type TensorInfo,
} from '@tensorflow/tfjs-core';

import type { SimdBackend } from '../backend.js';

export const BACKEND_NAME = 'simd';

/** What a kernel of this backend is called with. */
export interface Call<Inputs = NamedTensorInfoMap, Attributes = Record<string, unknown>> {
  readonly inputs: Inputs;
  readonly attrs: Attributes;
  readonly backend: SimdBackend;
}

/**
 * A kernel of this backend that handles the cases it is made for.
 *
 * @param run returns null to leave a call (other data types, empty tensors ...) to the tfjs CPU backend
 */
export function kernel<Inputs, Attributes>(
  kernelName: string,
  run: (call: Call<Inputs, Attributes>) => TensorInfo | TensorInfo[] | null,
): KernelConfig {
  const fallback = cpuKernel(getKernel(kernelName, 'cpu'));
  const kernelFunc: KernelFunc = (params) => {
    const call = params as unknown as Call<Inputs, Attributes>;
    let result: TensorInfo | TensorInfo[] | null;
    call.backend.beginKernel();
    try {
      result = run(call);
    } catch (error) {
      call.backend.discardMade();
      throw error;
    }
    return result ?? fallback.kernelFunc(params);
  };
  return { kernelName, backendName: BACKEND_NAME, kernelFunc };
}

/**
 * A kernel of the tfjs CPU backend, for this one. Some of them count references to their inputs while they run, and
 * would never give them up when an input's expression cannot be computed for want of memory.
 */
export function cpuKernel(config: KernelConfig): KernelConfig {
  const kernelFunc: KernelFunc = (params) => {
    // Some inputs are lists of tensors, some are left out.
    const data = (Object.values(params.inputs) as (TensorInfo | TensorInfo[] | null | undefined)[])
      .flat()
      .filter((input) => input !== undefined && input !== null)
      .map(({ dataId }) => (params.backend as SimdBackend).dataOf(dataId));
    const counts = data.map(({ refCount }) => refCount);
    try {
      return config.kernelFunc(params);
    } catch (error) {
      data.forEach((input, i) => {
        input.refCount = counts[i];
      });
      throw error;
    }
  };
  return { ...config, backendName: BACKEND_NAME, kernelFunc };
}

/** Whether all tensors have the type and none is empty. */
export function areOfType(type: DataType, tensors: readonly TensorInfo[]): boolean {
  for (const { dtype, shape } of tensors) if (dtype !== type || shape.includes(0)) return false;
  return true;
}

/** Whether all tensors are float32 and none is empty. */
export function areFloats(tensors: readonly TensorInfo[]): boolean {
  return areOfType('float32', tensors);
}
