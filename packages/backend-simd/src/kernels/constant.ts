/** Tensors of one value: constants of the code that uses them, in memory only when a kernel must read them. */
import { type DataType, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';

import { Node } from '../expression/node.js';
import { areFloats, type Call, kernel } from './kernel.js';

const fill = () =>
  kernel(
    'Fill',
    ({ attrs, backend }: Call<object, { shape: number[]; value: number | string; dtype?: DataType }>) => {
      const { shape, value, dtype = typeof value === 'string' ? 'string' : 'float32' } = attrs;
      if (dtype !== 'float32' || typeof value !== 'number' || shape.includes(0)) return null;
      return backend.output(Node.constant(util.sizeFromShape(shape), Math.fround(value)), [...shape]);
    },
  );

const like = (kernelName: string, value: number) =>
  kernel(kernelName, ({ inputs, backend }: Call<{ x: TensorInfo }>) => {
    const { x } = inputs;
    return areFloats([x]) ? backend.output(Node.constant(util.sizeFromShape(x.shape), value), x.shape) : null;
  });

export const constantKernels = (): KernelConfig[] => [fill(), like('ZerosLike', 0), like('OnesLike', 1)];
