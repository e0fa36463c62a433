import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';

import { copyBlock, denseStrides } from '../compute/copy-block.js';
import { blockAt, worthCopying } from './copied.js';
import { type Call, kernel } from './kernel.js';

export const pad = (): KernelConfig =>
  kernel(
    'PadV2',
    ({
      inputs: { x },
      attrs: { paddings, constantValue },
      backend,
    }: Call<{ x: TensorInfo }, { paddings: [number, number][]; constantValue: number }>) => {
      const outShape = x.shape.map((length, axis) => paddings[axis][0] + length + paddings[axis][1]);
      if (!worthCopying(backend, [x], outShape)) return null;
      const { runtime } = backend;
      const source = backend.pointer(x);
      const { info, pointer } = backend.allocate(outShape);
      const begin = paddings.map(([before]) => before);
      copyBlock(
        runtime,
        x.shape,
        { pointer: source, strides: denseStrides(x.shape) },
        blockAt(pointer, outShape, begin),
      );
      runtime.memory.borrow(4, (constant) => {
        runtime.memory.f32(constant, 1)[0] = constantValue;
        const value = { pointer: constant, strides: outShape.map(() => 0) };
        // Before and behind the tensor along each axis: its own extent along the axes before, everything along those behind.
        const [from, size] = [outShape.map(() => 0), outShape.slice()];
        paddings.forEach(([before, after], axis) => {
          size[axis] = before;
          copyBlock(runtime, size, value, blockAt(pointer, outShape, from));
          from[axis] = before + x.shape[axis];
          size[axis] = after;
          copyBlock(runtime, size, value, blockAt(pointer, outShape, from));
          from[axis] = before;
          size[axis] = x.shape[axis];
        });
      });
      return info;
    },
  );
