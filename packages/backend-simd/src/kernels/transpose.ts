import { type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';

import type { SimdBackend } from '../backend.js';
import { type Block, copyBlock, denseStrides } from '../compute/copy-block.js';
import { blockAt, worthCopying } from './copied.js';
import { type Call, kernel } from './kernel.js';

/** A dense tensor of what is read from `from`. */
function dense(backend: SimdBackend, shape: number[], from: Block): TensorInfo {
  const { info, pointer } = backend.allocate(shape);
  copyBlock(backend.runtime, shape, from, { pointer, strides: denseStrides(shape) });
  return info;
}

export const transpose = (): KernelConfig =>
  kernel(
    'Transpose',
    ({ inputs: { x }, attrs: { perm }, backend }: Call<{ x: TensorInfo }, { perm: number[] }>) => {
      if (!worthCopying(backend, [x], x.shape)) return null;
      const strides = denseStrides(x.shape);
      const from = { pointer: backend.pointer(x), strides: perm.map((axis) => strides[axis]) };
      return dense(
        backend,
        perm.map((axis) => x.shape[axis]),
        from,
      );
    },
  );

export const reverse = (): KernelConfig =>
  kernel(
    'Reverse',
    ({ inputs: { x }, attrs, backend }: Call<{ x: TensorInfo }, { dims: number | number[] }>) => {
      if (!worthCopying(backend, [x], x.shape)) return null;
      const axes = util.parseAxisParam(attrs.dims, x.shape);
      const last = x.shape.map((length, axis) => (axes.includes(axis) ? length - 1 : 0));
      const { pointer, strides } = blockAt(backend.pointer(x), x.shape, last);
      const backwards = strides.map((stride, axis) => (axes.includes(axis) ? -stride : stride));
      return dense(backend, x.shape.slice(), { pointer, strides: backwards });
    },
  );
