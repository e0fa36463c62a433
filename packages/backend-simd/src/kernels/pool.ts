import { backend_util, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';

import { avgPool as computeAvgPool } from '../compute/avg-pool.js';
import { avgPoolGrad as computeAvgPoolGrad } from '../compute/avg-pool-grad.js';
import { maxPool as computeMaxPool } from '../compute/max-pool.js';
import { maxPoolGrad as computeMaxPoolGrad } from '../compute/max-pool-grad.js';
import type { PoolShape } from '../compute/pooling.js';
import type { Runtime } from '../compute/runtime.js';
import { Memo } from '../memo.js';
import { areFloats, type Call, kernel } from './kernel.js';

interface Attributes {
  filterSize: [number, number] | number;
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number | [[number, number], [number, number], [number, number], [number, number]];
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

interface Geometry {
  readonly shape: PoolShape;
  readonly outShape: number[];
}

const geometries = new Memo<Geometry | null>();

function poolGeometry(inShape: number[], attrs: Attributes): Geometry | null {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  return geometries.get(`${inShape} ${filterSize} ${strides} ${pad} ${dimRoundingMode}`, () => {
    const info = backend_util.computePool2DInfo(
      inShape as [number, number, number, number],
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    if (info.outShape.includes(0)) return null;
    return {
      outShape: info.outShape,
      // Field by field: what else tfjs tells of the pooling would only make more kernels look different.
      shape: {
        batch: info.batchSize,
        inHeight: info.inHeight,
        inWidth: info.inWidth,
        channels: info.inChannels,
        outHeight: info.outHeight,
        outWidth: info.outWidth,
        filterHeight: info.filterHeight,
        filterWidth: info.filterWidth,
        strideHeight: info.strideHeight,
        strideWidth: info.strideWidth,
        padTop: info.padInfo.top,
        padLeft: info.padInfo.left,
      },
    };
  });
}

type Forward = (runtime: Runtime, shape: PoolShape, x: number, out: number) => void;

const pool = (kernelName: string, compute: Forward) =>
  kernel(kernelName, ({ inputs: { x }, attrs, backend }: Call<{ x: TensorInfo }, Attributes>) => {
    if (!areFloats([x])) return null;
    const geometry = poolGeometry(x.shape, attrs);
    if (!geometry) return null;
    const { shape, outShape } = geometry;
    // A window of one cell per cell changes nothing; the CPU backend returns the same data then.
    if (shape.filterHeight === 1 && shape.filterWidth === 1 && util.arraysEqual(x.shape, outShape))
      return null;
    const from = backend.pointer(x);
    const { info, pointer } = backend.allocate(outShape);
    compute(backend.runtime, shape, from, pointer);
    return info;
  });

export const maxPool = (): KernelConfig => pool('MaxPool', computeMaxPool);

export const avgPool = (): KernelConfig => pool('AvgPool', computeAvgPool);

export const maxPoolGrad = (): KernelConfig =>
  kernel(
    'MaxPoolGrad',
    ({ inputs: { dy, input }, attrs, backend }: Call<{ dy: TensorInfo; input: TensorInfo }, Attributes>) => {
      if (!areFloats([dy, input])) return null;
      const geometry = poolGeometry(input.shape, attrs);
      if (!geometry) return null;
      const [pointerDy, pointerX] = backend.pointers(dy, input);
      const { info, pointer } = backend.allocate(input.shape);
      computeMaxPoolGrad(backend.runtime, geometry.shape, pointerDy, pointerX, pointer);
      return info;
    },
  );

export const avgPoolGrad = (): KernelConfig =>
  kernel(
    'AvgPoolGrad',
    ({ inputs: { dy, input }, attrs, backend }: Call<{ dy: TensorInfo; input: TensorInfo }, Attributes>) => {
      if (!areFloats([dy, input])) return null;
      const geometry = poolGeometry(input.shape, attrs);
      if (!geometry) return null;
      const from = backend.pointer(dy);
      const { info, pointer } = backend.allocate(input.shape);
      computeAvgPoolGrad(backend.runtime, geometry.shape, from, pointer);
      return info;
    },
  );
