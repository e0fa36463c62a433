import { backend_util, type KernelConfig, slice_util, type TensorInfo, util } from '@tensorflow/tfjs-core';

import type { SimdBackend } from '../backend.js';
import { copyBlock, denseStrides } from '../compute/copy-block.js';
import { blockAt, worthCopying } from './copied.js';
import { type Call, kernel } from './kernel.js';

function copyOfPart(
  backend: SimdBackend,
  x: TensorInfo,
  begin: readonly number[],
  size: readonly number[],
): TensorInfo {
  const source = blockAt(backend.pointer(x), x.shape, begin);
  const { info, pointer } = backend.allocate([...size]);
  copyBlock(backend.runtime, size, source, { pointer, strides: denseStrides(size) });
  return info;
}

export const slice = (): KernelConfig =>
  kernel(
    'Slice',
    ({
      inputs: { x },
      attrs,
      backend,
    }: Call<{ x: TensorInfo }, { begin: number | number[]; size: number | number[] }>) => {
      const [begin, size] = slice_util.parseSliceParams(
        { shape: x.shape, rank: x.shape.length } as never,
        attrs.begin,
        attrs.size,
      ) as [number[], number[]];
      slice_util.assertParamsValid(x, begin, size);
      return size.includes(0) || !worthCopying(backend, [x], size)
        ? null
        : copyOfPart(backend, x, begin, size);
    },
  );

export const splitV = (): KernelConfig =>
  kernel(
    'SplitV',
    ({
      inputs: { x },
      attrs,
      backend,
    }: Call<{ x: TensorInfo }, { numOrSizeSplits: number | number[]; axis: number }>) => {
      if (!worthCopying(backend, [x], x.shape)) return null;
      const axis = util.parseAxisParam(attrs.axis, x.shape)[0];
      const lengths = backend_util.prepareSplitSize(x, attrs.numOrSizeSplits, axis);
      if (lengths.includes(0)) return null;
      const begin = x.shape.map(() => 0);
      return lengths.map((length) => {
        const size = x.shape.slice();
        size[axis] = length;
        const part = copyOfPart(backend, x, begin, size);
        begin[axis] += length;
        return part;
      });
    },
  );

export const unpack = (): KernelConfig =>
  kernel('Unpack', ({ inputs: { value }, attrs, backend }: Call<{ value: TensorInfo }, { axis: number }>) => {
    if (!worthCopying(backend, [value], value.shape)) return null;
    const axis = attrs.axis < 0 ? attrs.axis + value.shape.length : attrs.axis;
    const size = value.shape.slice();
    size[axis] = 1;
    const outShape = value.shape.filter((_, i) => i !== axis);
    return Array.from({ length: value.shape[axis] }, (_, i) => {
      const part = copyOfPart(
        backend,
        value,
        size.map((_, j) => (j === axis ? i : 0)),
        size,
      );
      return { ...part, shape: outShape };
    });
  });
