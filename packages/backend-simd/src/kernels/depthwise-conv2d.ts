import { type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';

import type { SimdBackend } from '../backend.js';
import {
  depthwiseConv2d as compute,
  depthwiseConv2dBackpropFilter as computeFilterGradient,
  depthwiseConv2dBackpropInput as computeInputGradient,
  depthwiseSuits,
} from '../compute/depthwise-conv2d.js';
import { type FusedAttributes, type FusedInputs, biasAndActivation, canEnd } from './activation.js';
import { type ConvAttributes, convGeometry, type ConvGeometry } from './conv-geometry.js';
import { areFloats, type Call, kernel } from './kernel.js';
import { multiplied } from './multiplied.js';

/** The convolution's geometry, or null for what is left to the CPU backend, very large filters among it. */
function depthwiseGeometry(
  inShape: number[],
  filterShape: number[],
  attrs: ConvAttributes,
): ConvGeometry | null {
  const geometry = convGeometry(inShape, filterShape, attrs, true);
  return geometry && depthwiseSuits(geometry.shape) ? geometry : null;
}

interface ForwardInputs {
  x: TensorInfo;
  filter: TensorInfo;
}

function forward(
  backend: SimdBackend,
  { x, filter }: ForwardInputs,
  attrs: ConvAttributes,
): TensorInfo | null {
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
  kernel('DepthwiseConv2dNative', ({ inputs, attrs, backend }: Call<ForwardInputs, ConvAttributes>) =>
    forward(backend, inputs, attrs),
  );

export const fusedDepthwiseConv2d = (): KernelConfig =>
  kernel(
    'FusedDepthwiseConv2D',
    ({ inputs, attrs, backend }: Call<ForwardInputs & FusedInputs, ConvAttributes & FusedAttributes>) => {
      if (!canEnd(inputs, attrs)) return null;
      const info = forward(backend, inputs, attrs);
      return info && biasAndActivation(backend, info, inputs, attrs);
    },
  );

/** Gradients of dilated convolutions are left to the CPU backend, as is a dy of another shape. */
function gradientGeometry(
  inShape: number[],
  filterShape: number[],
  dy: TensorInfo,
  attrs: ConvAttributes,
): ConvGeometry | null {
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
    }: Call<{ dy: TensorInfo; filter: TensorInfo }, ConvAttributes & { inputShape: number[] }>) => {
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
    }: Call<{ x: TensorInfo; dy: TensorInfo }, ConvAttributes & { filterShape: number[] }>) => {
      if (!areFloats([x, dy])) return null;
      const geometry = gradientGeometry(x.shape, attrs.filterShape, dy, attrs);
      if (!geometry) return null;
      const [pointerX, pointerDy] = backend.pointers(x, dy);
      const { info, pointer } = backend.allocate(attrs.filterShape);
      computeFilterGradient(backend.runtime, geometry.shape, pointerX, pointerDy, pointer);
      return info;
    },
  );
