import { backend_util, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';

import type { SimdBackend } from '../backend.js';
import type { ConvShape } from '../compute/conv-shape.js';
import {
  depthwiseConv2d as compute,
  depthwiseConv2dBackpropFilter as computeFilterGradient,
  depthwiseConv2dBackpropInput as computeInputGradient,
  depthwiseSuits,
} from '../compute/depthwise-conv2d.js';
import { Memo } from '../memo.js';
import {
  type FusedAttributes,
  type FusedInputs,
  biasAndActivation,
  isKnownActivation,
} from './activation.js';
import { areFloats, type Call, kernel } from './kernel.js';
import { multiplied } from './multiplied.js';

type Strides = [number, number] | number;

interface Attributes {
  strides: Strides;
  pad: 'valid' | 'same' | number | [[number, number], [number, number], [number, number], [number, number]];
  dataFormat?: 'NHWC' | 'NCHW';
  dilations?: Strides | null;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

interface Geometry {
  readonly shape: ConvShape;
  readonly outShape: number[];
}

const geometries = new Memo<Geometry | null>();

/** The convolution's geometry, or null for what is left to the CPU backend: channels first, very large filters. */
function depthwiseGeometry(
  inShape: number[],
  filterShape: number[],
  { strides, pad, dataFormat = 'NHWC', dilations, dimRoundingMode }: Attributes,
): Geometry | null {
  if (dataFormat !== 'NHWC' || inShape[3] !== filterShape[2]) return null;
  const key = `${inShape} ${filterShape} ${strides} ${pad} ${dilations} ${dimRoundingMode}`;
  return geometries.get(key, () => {
    const info = backend_util.computeConv2DInfo(
      inShape as [number, number, number, number],
      filterShape as [number, number, number, number],
      strides,
      dilations ?? 1,
      pad,
      dimRoundingMode,
      true,
    );
    const shape: ConvShape = {
      batch: info.batchSize,
      inHeight: info.inHeight,
      inWidth: info.inWidth,
      inChannels: info.inChannels,
      outHeight: info.outHeight,
      outWidth: info.outWidth,
      outChannels: info.outChannels,
      filterHeight: info.filterHeight,
      filterWidth: info.filterWidth,
      strideHeight: info.strideHeight,
      strideWidth: info.strideWidth,
      dilationHeight: info.dilationHeight,
      dilationWidth: info.dilationWidth,
      padTop: info.padInfo.top,
      padLeft: info.padInfo.left,
    };
    if (info.outShape.includes(0) || !depthwiseSuits(shape)) return null;
    return { shape, outShape: info.outShape };
  });
}

interface ForwardInputs {
  x: TensorInfo;
  filter: TensorInfo;
}

function forward(backend: SimdBackend, { x, filter }: ForwardInputs, attrs: Attributes): TensorInfo | null {
  if (!areFloats([x, filter])) return null;
  const geometry = depthwiseGeometry(x.shape, filter.shape, attrs);
  if (!geometry) return null;
  const { shape, outShape } = geometry;
  return multiplied(backend, [x, filter], outShape, {
    key: 'depthwiseConv2d',
    columns: 0,
    compute: ([pointerX, pointerFilter], out) =>
      compute(backend.runtime, shape, pointerX, pointerFilter, out),
  });
}

export const depthwiseConv2d = (): KernelConfig =>
  kernel('DepthwiseConv2dNative', ({ inputs, attrs, backend }: Call<ForwardInputs, Attributes>) =>
    forward(backend, inputs, attrs),
  );

export const fusedDepthwiseConv2d = (): KernelConfig =>
  kernel(
    'FusedDepthwiseConv2D',
    ({ inputs, attrs, backend }: Call<ForwardInputs & FusedInputs, Attributes & FusedAttributes>) => {
      const others = [inputs.bias, inputs.preluActivationWeights].filter((tensor) => tensor !== undefined);
      if (!areFloats(others) || !isKnownActivation(attrs.activation)) return null;
      const info = forward(backend, inputs, attrs);
      return info && biasAndActivation(backend, info, inputs, attrs);
    },
  );

/** Gradients of dilated convolutions are left to the CPU backend, as is a dy of another shape. */
function gradientGeometry(
  inShape: number[],
  filterShape: number[],
  dy: TensorInfo,
  attrs: Attributes,
): Geometry | null {
  const geometry = depthwiseGeometry(inShape, filterShape, attrs);
  if (!geometry || !util.arraysEqual(dy.shape, geometry.outShape)) return null;
  const { dilationHeight, dilationWidth } = geometry.shape;
  return dilationHeight === 1 && dilationWidth === 1 ? geometry : null;
}

export const depthwiseConv2dBackpropInput = (): KernelConfig =>
  kernel(
    'DepthwiseConv2dNativeBackpropInput',
    ({
      inputs: { dy, filter },
      attrs,
      backend,
    }: Call<{ dy: TensorInfo; filter: TensorInfo }, Attributes & { inputShape: number[] }>) => {
      if (!areFloats([dy, filter])) return null;
      const geometry = gradientGeometry(attrs.inputShape, filter.shape, dy, attrs);
      if (!geometry) return null;
      return multiplied(backend, [dy, filter], attrs.inputShape, {
        key: 'depthwiseConv2dBackpropInput',
        columns: 0,
        compute: ([pointerDy, pointerFilter], dx) =>
          computeInputGradient(backend.runtime, geometry.shape, pointerDy, pointerFilter, dx),
      });
    },
  );

export const depthwiseConv2dBackpropFilter = (): KernelConfig =>
  kernel(
    'DepthwiseConv2dNativeBackpropFilter',
    ({
      inputs: { x, dy },
      attrs,
      backend,
    }: Call<{ x: TensorInfo; dy: TensorInfo }, Attributes & { filterShape: number[] }>) => {
      if (!areFloats([x, dy])) return null;
      const geometry = gradientGeometry(x.shape, attrs.filterShape, dy, attrs);
      if (!geometry) return null;
      const [pointerX, pointerDy] = [backend.pointer(x), backend.pointer(dy)];
      const { info, pointer } = backend.allocate(attrs.filterShape);
      computeFilterGradient(backend.runtime, geometry.shape, pointerX, pointerDy, pointer);
      return info;
    },
  );
