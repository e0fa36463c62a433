import { backend_util, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';

import type { SimdBackend } from '../backend.js';
import { gatherRows, segmentSums } from '../compute/gather.js';
import { worthCopying } from './copied.js';
import { areOfType, type Call, kernel } from './kernel.js';

/** Lends `use` a pointer to integers that are in the host's memory. */
function withIntegers<T>(
  backend: SimdBackend,
  { dataId }: TensorInfo,
  use: (pointer: number, values: Int32Array) => T,
): T {
  const values = backend.dataOf(dataId).values as Int32Array;
  const { memory } = backend.runtime;
  return memory.borrow(4 * values.length, (pointer) => {
    memory.i32(pointer, values.length).set(values);
    return use(pointer, values);
  });
}

export const gatherV2 = (): KernelConfig =>
  kernel(
    'GatherV2',
    ({
      inputs: { x, indices },
      attrs,
      backend,
    }: Call<{ x: TensorInfo; indices: TensorInfo }, { axis: number; batchDims?: number }>) => {
      if (!areOfType('int32', [indices])) return null;
      const axis = util.parseAxisParam(attrs.axis, x.shape)[0];
      const info = backend_util.segment_util.collectGatherOpShapeInfo(x, indices, axis, attrs.batchDims ?? 0);
      if (!worthCopying(backend, [x], info.outputShape)) return null;
      const source = backend.pointer(x);
      return withIntegers(backend, indices, (pointer, values) => {
        // The CPU backend has the error message.
        if (values.some((index) => index < 0 || index >= info.dimSize)) return null;
        const out = backend.allocate(info.outputShape);
        const shape = {
          batch: info.batchSize,
          outer: info.outerSize,
          rows: info.dimSize,
          columns: info.sliceSize,
          count: values.length / info.batchSize,
        };
        gatherRows(backend.runtime, shape, source, pointer, out.pointer);
        return out.info;
      });
    },
  );

/**
 * What gathering's gradient is made of. The CPU backend multiplies all rows by a mask for each segment, so that there a
 * NaN or an infinity in one row makes all segments NaN; here it stays in its own.
 */
export const unsortedSegmentSum = (): KernelConfig =>
  kernel(
    'UnsortedSegmentSum',
    ({
      inputs: { x, segmentIds },
      attrs: { numSegments },
      backend,
    }: Call<{ x: TensorInfo; segmentIds: TensorInfo }, { numSegments: number }>) => {
      const outShape = [numSegments, ...x.shape.slice(1)];
      if (segmentIds.shape.length !== 1 || !areOfType('int32', [segmentIds])) return null;
      if (segmentIds.shape[0] !== x.shape[0] || !worthCopying(backend, [x], outShape)) return null;
      const source = backend.pointer(x);
      return withIntegers(backend, segmentIds, (pointer) => {
        const out = backend.allocate(outShape);
        const shape = {
          rows: x.shape[0],
          columns: util.sizeFromShape(x.shape.slice(1)),
          segments: numSegments,
        };
        segmentSums(backend.runtime, shape, source, pointer, out.pointer);
        return out.info;
      });
    },
  );
