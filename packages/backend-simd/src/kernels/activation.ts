import type { TensorInfo } from '@tensorflow/tfjs-core';

import type { SimdBackend } from '../backend.js';
import { operand, recorded, scalar } from './elementwise.js';
import { areFloats } from './kernel.js';

const OPERATIONS: Record<string, string> = {
  relu: 'Relu',
  relu6: 'Relu6',
  elu: 'Elu',
  sigmoid: 'Sigmoid',
  prelu: 'Prelu',
  leakyrelu: 'LeakyRelu',
};

/** What the fused kernels of tfjs do after a product or a convolution. */
export interface FusedInputs {
  readonly bias?: TensorInfo;
  readonly preluActivationWeights?: TensorInfo;
}
export interface FusedAttributes {
  readonly activation?: string;
  readonly leakyreluAlpha?: number;
}

/** Adds bias and activation to `x` as an expression. Takes `x` over. */
export function biasAndActivation(
  backend: SimdBackend,
  x: TensorInfo,
  { bias, preluActivationWeights }: FusedInputs,
  { activation = 'linear', leakyreluAlpha = 0 }: FusedAttributes,
): TensorInfo {
  const { shape } = x;
  let result = x;
  const apply = (operation: string, ...others: Parameters<typeof recorded>[3]) => {
    const next = recorded(backend, operation, shape, [operand(backend, result, shape), ...others]);
    backend.disposeIntermediateTensorInfo(result);
    result = next;
  };
  if (bias) apply('Add', operand(backend, bias, shape));
  const operation = OPERATIONS[activation];
  if (operation === undefined) return result;
  if (activation === 'leakyrelu') apply(operation, scalar(leakyreluAlpha));
  else if (preluActivationWeights) apply(operation, operand(backend, preluActivationWeights, shape));
  else apply(operation);
  return result;
}

/** Whether {@link biasAndActivation} can do what a fused kernel asks for. */
export function canEnd(
  { bias, preluActivationWeights }: FusedInputs,
  { activation = 'linear' }: FusedAttributes,
): boolean {
  const tensors = [bias, preluActivationWeights].filter((tensor) => tensor !== undefined);
  return areFloats(tensors) && (activation === 'linear' || activation in OPERATIONS);
}
