import { backend_util } from '@tensorflow/tfjs-core';

import type { ConvShape } from '../compute/conv-shape.js';
import { Memo } from '../memo.js';

type Strides = [number, number] | number;

/** What the convolution kernels of tfjs are told beside their tensors. */
export interface ConvAttributes {
  strides: Strides;
  pad: 'valid' | 'same' | number | [[number, number], [number, number], [number, number], [number, number]];
  /** Missing in depthwise kernels. */
  dataFormat?: 'NHWC' | 'NCHW';
  dilations?: Strides | null;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

export interface ConvGeometry {
  readonly key: string;
  readonly shape: ConvShape;
  readonly outShape: number[];
}

const geometries = new Memo<ConvGeometry | null>();

/**
 * The geometry of a convolution, ordinary or depthwise, or null for what is left to the CPU backend: channels first,
 * grouped filters, empty results.
 */
export function convGeometry(
  inShape: number[],
  filterShape: number[],
  { strides, pad, dataFormat = 'NHWC', dilations, dimRoundingMode }: ConvAttributes,
  depthwise = false,
): ConvGeometry | null {
  if (dataFormat !== 'NHWC' || inShape[3] !== filterShape[2]) return null;
  const key = `${inShape} ${filterShape} ${strides} ${pad} ${dilations} ${dimRoundingMode} ${depthwise}`;
  return geometries.get(key, () => {
    const info = backend_util.computeConv2DInfo(
      inShape as [number, number, number, number],
      filterShape as [number, number, number, number],
      strides,
      dilations ?? 1,
      pad,
      dimRoundingMode,
      depthwise,
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
