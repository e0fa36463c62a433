import { backend_util, type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';

import type { SimdBackend } from '../backend.js';
import type { ConvShape } from '../compute/conv-shape.js';
import { conv2d as compute } from '../compute/conv2d.js';
import { conv2dBackpropFilter as computeFilterGradient } from '../compute/conv2d-backprop-filter.js';
import { conv2dBackpropInput as computeInputGradient } from '../compute/conv2d-backprop-input.js';
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
  dataFormat: 'NHWC' | 'NCHW';
  dilations?: Strides;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

interface Geometry {
  readonly key: string;
  readonly shape: ConvShape;
  readonly outShape: number[];
}

const geometries = new Memo<Geometry | null>();

/** The convolution's geometry, or null for what is left to the CPU backend: channels first, grouped filters. */
function convGeometry(
  inShape: number[],
  filterShape: number[],
  { strides, pad, dataFormat, dilations = 1, dimRoundingMode }: Attributes,
): Geometry | null {
  if (dataFormat !== 'NHWC' || inShape[3] !== filterShape[2]) return null;
  const key = `${inShape} ${filterShape} ${strides} ${pad} ${dilations} ${dimRoundingMode}`;
  return geometries.get(key, () => {
    const info = backend_util.computeConv2DInfo(
      inShape as [number, number, number, number],
      filterShape as [number, number, number, number],
      strides,
      dilations,
      pad,
      dimRoundingMode,
      false,
      'channelsLast',
    );
    if (info.outShape.includes(0)) return null;
    return {
      key,
      outShape: info.outShape,
      // Field by field: what else tfjs tells of the convolution would only make more kernels look different.
      shape: {
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
      },
    };
  });
}

interface ForwardInputs {
  x: TensorInfo;
  filter: TensorInfo;
}

function forward(backend: SimdBackend, { x, filter }: ForwardInputs, attrs: Attributes): TensorInfo | null {
  if (!areFloats([x, filter])) return null;
  const geometry = convGeometry(x.shape, filter.shape, attrs);
  if (!geometry) return null;
  const { key, shape, outShape } = geometry;
  return multiplied(backend, [x, filter], outShape, {
    key: `conv2d ${key}`,
    columns: shape.outChannels,
    compute: ([pointerX, pointerFilter], out, epilogue) =>
      compute(backend.runtime, shape, pointerX, pointerFilter, out, epilogue),
  });
}

export const conv2d = (): KernelConfig =>
  kernel('Conv2D', ({ inputs, attrs, backend }: Call<ForwardInputs, Attributes>) =>
    forward(backend, inputs, attrs),
  );

export const fusedConv2d = (): KernelConfig =>
  kernel(
    'FusedConv2D',
    ({ inputs, attrs, backend }: Call<ForwardInputs & FusedInputs, Attributes & FusedAttributes>) => {
      const others = [inputs.bias, inputs.preluActivationWeights].filter((tensor) => tensor !== undefined);
      if (!areFloats(others) || !isKnownActivation(attrs.activation)) return null;
      const info = forward(backend, inputs, attrs);
      return info && biasAndActivation(backend, info, inputs, attrs);
    },
  );

export const conv2dBackpropInput = (): KernelConfig =>
  kernel(
    'Conv2DBackpropInput',
    ({
      inputs: { dy, filter },
      attrs,
      backend,
    }: Call<{ dy: TensorInfo; filter: TensorInfo }, Attributes & { inputShape: number[] }>) => {
      if (!areFloats([dy, filter])) return null;
      const geometry = convGeometry(attrs.inputShape, filter.shape, { ...attrs, dilations: 1 });
      // tfjs lets conv2dTranspose pass a dy that is larger than the convolution's output; cpu knows what to do.
      if (!geometry || !util.arraysEqual(dy.shape, geometry.outShape)) return null;
      const { shape } = geometry;
      // tfjs's gradient of a fused convolution asks for this one whether or not it is wanted.
      return multiplied(backend, [dy, filter], attrs.inputShape, {
        key: 'conv2dBackpropInput',
        columns: 0,
        compute: ([pointerDy, pointerFilter], dx) =>
          computeInputGradient(backend.runtime, shape, pointerDy, pointerFilter, dx),
      });
    },
  );

export const conv2dBackpropFilter = (): KernelConfig =>
  kernel(
    'Conv2DBackpropFilter',
    ({
      inputs: { x, dy },
      attrs,
      backend,
    }: Call<{ x: TensorInfo; dy: TensorInfo }, Attributes & { filterShape: number[] }>) => {
      if (!areFloats([x, dy])) return null;
      const geometry = convGeometry(x.shape, attrs.filterShape, { ...attrs, dilations: 1 });
      if (!geometry || !util.arraysEqual(dy.shape, geometry.outShape)) return null;
      const [pointerX, pointerDy] = backend.pointers(x, dy);
      const { info, pointer } = backend.allocate(attrs.filterShape);
      computeFilterGradient(backend.runtime, geometry.shape, pointerX, pointerDy, pointer);
      return info;
    },
  );
