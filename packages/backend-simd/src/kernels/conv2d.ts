import { type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';

import type { SimdBackend } from '../backend.js';
import { conv2d as compute } from '../compute/conv2d.js';
import { conv2dBackpropFilter as computeFilterGradient } from '../compute/conv2d-backprop-filter.js';
import { conv2dBackpropInput as computeInputGradient } from '../compute/conv2d-backprop-input.js';
import { type FusedAttributes, type FusedInputs, biasAndActivation, canEnd } from './activation.js';
import { type ConvAttributes, convGeometry } from './conv-geometry.js';
import { areFloats, type Call, kernel } from './kernel.js';
import { multiplied } from './multiplied.js';

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
  kernel('Conv2D', ({ inputs, attrs, backend }: Call<ForwardInputs, ConvAttributes>) =>
    forward(backend, inputs, attrs),
  );

export const fusedConv2d = (): KernelConfig =>
  kernel(
    'FusedConv2D',
    ({ inputs, attrs, backend }: Call<ForwardInputs & FusedInputs, ConvAttributes & FusedAttributes>) => {
      if (!canEnd(inputs, attrs)) return null;
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
    }: Call<{ dy: TensorInfo; filter: TensorInfo }, ConvAttributes & { inputShape: number[] }>) => {
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
    }: Call<{ x: TensorInfo; dy: TensorInfo }, ConvAttributes & { filterShape: number[] }>) => {
      if (!areFloats([x, dy])) return null;
      const geometry = convGeometry(x.shape, attrs.filterShape, { ...attrs, dilations: 1 });
      if (!geometry || !util.arraysEqual(dy.shape, geometry.outShape)) return null;
      const [pointerX, pointerDy] = backend.pointers(x, dy);
      const { info, pointer } = backend.allocate(attrs.filterShape);
      computeFilterGradient(backend.runtime, geometry.shape, pointerX, pointerDy, pointer);
      return info;
    },
  );
