/** Kernels whose result is their input's data seen as another tensor, of which a step of training calls a hundred. */
import { type DataType, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';

import { operand, recorded, scalar, worthDeferring } from './elementwise.js';
import { areOfType, type Call, kernel } from './kernel.js';

type Unary<Attributes = object> = Call<{ x: TensorInfo }, Attributes>;

const identity = () =>
  kernel('Identity', ({ inputs: { x }, backend }: Unary) => backend.sameData(x, x.shape));

const reshape = () =>
  kernel('Reshape', ({ inputs: { x }, attrs, backend }: Unary<{ shape: number[] }>) => {
    const size = util.sizeFromShape(x.shape);
    const shape = util.inferFromImplicitShape(attrs.shape, size);
    // A complex tensor's parts are reshaped too; what does not fit gets the CPU backend's message.
    if (x.dtype === 'complex64' || util.sizeFromShape(shape) !== size) return null;
    return backend.sameData(x, shape);
  });

/** Booleans are floats in an expression. */
const cast = () =>
  kernel('Cast', ({ inputs: { x }, attrs: { dtype }, backend }: Unary<{ dtype: DataType }>) => {
    if (x.dtype === dtype && dtype !== 'complex64') return backend.sameData(x, x.shape);
    if (!worthDeferring(backend, [x], util.sizeFromShape(x.shape))) return null;
    if (dtype === 'float32' && areOfType('bool', [x])) {
      return recorded(backend, 'Identity', x.shape, [operand(backend, x, x.shape)]);
    }
    if (dtype === 'bool' && areOfType('float32', [x])) {
      return recorded(backend, 'NotEqual', x.shape, [operand(backend, x, x.shape), scalar(0)], 'bool');
    }
    return null;
  });

export const sameDataKernels = (): KernelConfig[] => [identity(), reshape(), cast()];
