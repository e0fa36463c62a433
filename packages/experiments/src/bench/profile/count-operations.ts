import { type NamedAttrMap, type TensorInfo, util } from '@tensorflow/tfjs-core';

/** What a matrix product or convolution has to do. */
export interface Operations {
  /** Shapes in words. */
  shape: string;
  /** Multiply-adds of the direct algorithm. */
  multiplyAdds: number;
  /** Bytes of its inputs and its output, each once. */
  bytes: number;
}

type Inputs = Record<string, TensorInfo | null | undefined>;

const PRODUCTS = [
  'BatchMatMul',
  '_FusedMatMul',
  'Conv2D',
  'FusedConv2D',
  'Conv2DBackpropInput',
  'Conv2DBackpropFilter',
  'DepthwiseConv2dNative',
  'FusedDepthwiseConv2D',
  'DepthwiseConv2dNativeBackpropInput',
  'DepthwiseConv2dNativeBackpropFilter',
] as const;
export type ProductKernel = (typeof PRODUCTS)[number];

/** Whether a tfjs kernel is a matrix product or convolution. */
export function isProduct(kernel: string): kernel is ProductKernel {
  return (PRODUCTS as readonly string[]).includes(kernel);
}

/** The operations of a call of such a kernel. */
export function countOperations(
  kernel: ProductKernel,
  inputs: Inputs,
  attrs: NamedAttrMap | undefined,
  output: TensorInfo,
): Operations {
  const tensors = [
    ...Object.values(inputs).filter((tensor) => tensor !== undefined && tensor !== null),
    output,
  ];
  return {
    shape: describe(kernel, inputs, attrs ?? {}, output),
    multiplyAdds: count(kernel, inputs, attrs ?? {}, output),
    bytes: 4 * tensors.reduce((sum, tensor) => sum + size(tensor), 0),
  };
}

function count(kernel: ProductKernel, inputs: Inputs, attrs: NamedAttrMap, output: TensorInfo): number {
  switch (kernel) {
    case 'BatchMatMul':
    case '_FusedMatMul': {
      const { a } = inputs as { a: TensorInfo };
      return size(output) * a.shape[a.shape.length - (attrs.transposeA ? 2 : 1)];
    }
    case 'Conv2D':
    case 'FusedConv2D': {
      // Each output is a sum over the filter, whose last axis is that of the outputs.
      const { filter } = inputs as { filter: TensorInfo };
      return (size(output) * size(filter)) / filter.shape[3];
    }
    case 'Conv2DBackpropInput': {
      const { dy, filter } = inputs as { dy: TensorInfo; filter: TensorInfo };
      return (size(dy) * size(filter)) / filter.shape[3];
    }
    case 'Conv2DBackpropFilter': {
      const { dy } = inputs as { dy: TensorInfo };
      return (size(dy) * size(output)) / output.shape[3];
    }
    case 'DepthwiseConv2dNative':
    case 'FusedDepthwiseConv2D': {
      const { filter } = inputs as { filter: TensorInfo };
      return size(output) * filter.shape[0] * filter.shape[1];
    }
    case 'DepthwiseConv2dNativeBackpropInput': {
      const { dy, filter } = inputs as { dy: TensorInfo; filter: TensorInfo };
      return size(dy) * filter.shape[0] * filter.shape[1];
    }
    case 'DepthwiseConv2dNativeBackpropFilter': {
      const { dy } = inputs as { dy: TensorInfo };
      return size(dy) * output.shape[0] * output.shape[1];
    }
  }
}

function describe(kernel: string, inputs: Inputs, attrs: NamedAttrMap, output: TensorInfo): string {
  const of = (tensor: TensorInfo | null | undefined) => tensor!.shape.join('x');
  const { a, b, x, dy, filter } = inputs;
  if (a && b) {
    return `${of(a)}${attrs.transposeA ? 'ᵀ' : ''} * ${of(b)}${attrs.transposeB ? 'ᵀ' : ''}`;
  }
  const strides = [attrs.strides as number | number[]].flat().join('x');
  const stride = /^1(x1)?$/.test(strides) ? '' : ` /${strides}`;
  if (kernel.endsWith('BackpropFilter')) return `${of(x)} * ${of(dy)} -> ${of(output)}${stride}`;
  return `${of(x ?? dy)} * ${of(filter)} -> ${of(output)}${stride}`;
}

function size({ shape }: TensorInfo): number {
  return util.sizeFromShape(shape);
}
