import {
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
  run: (call: Call<Inputs, Attributes>) => TensorInfo | null,
): KernelConfig {
  const fallback = getKernel(kernelName, 'cpu').kernelFunc;
  const kernelFunc: KernelFunc = (params) => {
    const call = params as unknown as Call<Inputs, Attributes>;
    return call.backend.runKernel(() => run(call)) ?? fallback(params);
  };
  return { kernelName, backendName: BACKEND_NAME, kernelFunc };
}

/** Whether all tensors are float32 and none is empty. */
export function areFloats(tensors: readonly TensorInfo[]): boolean {
  return tensors.every(({ dtype, shape }) => dtype === 'float32' && !shape.includes(0));
}
