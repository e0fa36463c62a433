/** Kernels that only move values: slices, padding, concatenation. */
import { backend_util, type KernelConfig, slice_util, type TensorInfo, util } from '@tensorflow/tfjs-core';

import { copyBlock, denseStrides } from '../compute/copy-block.js';
import { worthDeferring } from './elementwise.js';
import { areFloats, type Call, kernel } from './kernel.js';

const offset = (index: readonly number[], strides: readonly number[]) =>
  index.reduce((sum, i, axis) => sum + i * strides[axis], 0);

const slice = () =>
  kernel(
    'Slice',
    ({
      inputs: { x },
      attrs,
      backend,
    }: Call<{ x: TensorInfo }, { begin: number | number[]; size: number | number[] }>) => {
      if (!areFloats([x])) return null;
      const [begin, size] = slice_util.parseSliceParams(
        { shape: x.shape, rank: x.shape.length } as never,
        attrs.begin,
        attrs.size,
      ) as [number[], number[]];
      slice_util.assertParamsValid(x, begin, size);
      if (size.includes(0) || !worthDeferring(backend, [x], util.sizeFromShape(x.shape))) return null;
      const source = backend.pointer(x) / 4;
      const { info, pointer } = backend.allocate(size);
      const strides = denseStrides(x.shape);
      copyBlock(
        backend.runtime.memory.floats(),
        size,
        { start: source + offset(begin, strides), strides },
        { start: pointer / 4, strides: denseStrides(size) },
      );
      return info;
    },
  );

const pad = () =>
  kernel(
    'PadV2',
    ({
      inputs: { x },
      attrs,
      backend,
    }: Call<{ x: TensorInfo }, { paddings: [number, number][]; constantValue: number }>) => {
      if (!areFloats([x]) || !worthDeferring(backend, [x], util.sizeFromShape(x.shape))) return null;
      const { paddings, constantValue } = attrs;
      const outShape = x.shape.map((length, axis) => {
        const [before, after] = paddings[axis];
        return before + length + after;
      });
      const source = backend.pointer(x) / 4;
      const { info, pointer } = backend.allocate(outShape);
      const target = pointer / 4;
      const strides = denseStrides(outShape);
      const floats = backend.runtime.memory.floats();
      floats.fill(constantValue, target, target + util.sizeFromShape(outShape));
      copyBlock(
        floats,
        x.shape,
        { start: source, strides: denseStrides(x.shape) },
        {
          start:
            target +
            offset(
              paddings.map(([before]) => before),
              strides,
            ),
          strides,
        },
      );
      return info;
    },
  );

const concat = () =>
  kernel('Concat', ({ inputs, attrs, backend }: Call<TensorInfo[], { axis: number }>) => {
    const [first] = inputs;
    if (!first || inputs.length === 1 || !areFloats(inputs)) return null;
    const axis = util.parseAxisParam(attrs.axis, first.shape)[0];
    const shapes = inputs.map(({ shape }) => shape);
    backend_util.assertParamsConsistent(shapes, axis);
    const outShape = backend_util.computeOutShape(shapes, axis);
    if (!worthDeferring(backend, inputs, util.sizeFromShape(outShape))) return null;
    const sources = inputs.map((tensor) => backend.pointer(tensor) / 4);
    const { info, pointer } = backend.allocate(outShape);
    const strides = denseStrides(outShape);
    let start = pointer / 4;
    inputs.forEach(({ shape }, i) => {
      const from = { start: sources[i], strides: denseStrides(shape) };
      copyBlock(backend.runtime.memory.floats(), shape, from, { start, strides });
      start += shape[axis] * strides[axis];
    });
    return info;
  });

export const copyingKernels = (): KernelConfig[] => [slice(), pad(), concat()];
