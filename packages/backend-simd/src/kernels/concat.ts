import { backend_util, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';

import type { SimdBackend } from '../backend.js';
import { copyBlock, denseStrides } from '../compute/copy-block.js';
import { blockAt, worthCopying } from './copied.js';
import { type Call, kernel } from './kernel.js';

/** Tensors side by side along an axis of the result; `shapes` are theirs, with that axis. */
function sideBySide(
  backend: SimdBackend,
  tensors: readonly TensorInfo[],
  shapes: readonly number[][],
  outShape: number[],
  axis: number,
): TensorInfo {
  const sources = tensors.map((tensor) => backend.pointer(tensor));
  const { info, pointer } = backend.allocate(outShape);
  const begin = outShape.map(() => 0);
  shapes.forEach((shape, i) => {
    const from = { pointer: sources[i], strides: denseStrides(shape) };
    copyBlock(backend.runtime, shape, from, blockAt(pointer, outShape, begin));
    begin[axis] += shape[axis];
  });
  return info;
}

export const concat = (): KernelConfig =>
  kernel('Concat', ({ inputs, attrs, backend }: Call<TensorInfo[], { axis: number }>) => {
    const [first] = inputs;
    if (!first || inputs.length === 1) return null;
    const axis = util.parseAxisParam(attrs.axis, first.shape)[0];
    const shapes = inputs.map(({ shape }) => shape);
    backend_util.assertParamsConsistent(shapes, axis);
    const outShape = backend_util.computeOutShape(shapes, axis);
    return worthCopying(backend, inputs, outShape)
      ? sideBySide(backend, inputs, shapes, outShape, axis)
      : null;
  });

/** Stacking is concatenation along a new axis. */
export const pack = (): KernelConfig =>
  kernel('Pack', ({ inputs, attrs, backend }: Call<TensorInfo[], { axis: number }>) => {
    const [first] = inputs;
    if (!first || inputs.length === 1) return null;
    if (inputs.some(({ shape }) => !util.arraysEqual(shape, first.shape))) return null;
    const axis = attrs.axis < 0 ? attrs.axis + first.shape.length + 1 : attrs.axis;
    const along = (length: number) => [...first.shape.slice(0, axis), length, ...first.shape.slice(axis)];
    const outShape = along(inputs.length);
    if (!worthCopying(backend, inputs, outShape)) return null;
    const shapes = inputs.map(() => along(1));
    return sideBySide(backend, inputs, shapes, outShape, axis);
  });
