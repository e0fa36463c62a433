import { type TensorInfo, util } from '@tensorflow/tfjs-core';

import type { SimdBackend } from '../backend.js';
import { type Block, denseStrides } from '../compute/copy-block.js';
import { worthDeferring } from './elementwise.js';
import { areFloats } from './kernel.js';

/** Whether the backend copies tensors itself: floats in its memory, or many of them. */
export function worthCopying(
  backend: SimdBackend,
  tensors: readonly TensorInfo[],
  outShape: readonly number[],
) {
  return areFloats(tensors) && worthDeferring(backend, tensors, util.sizeFromShape([...outShape]));
}

/** The part of a dense tensor that begins at an index. */
export function blockAt(pointer: number, shape: readonly number[], index: readonly number[]): Block {
  const strides = denseStrides(shape);
  const offset = index.reduce((sum, i, axis) => sum + i * strides[axis], 0);
  return { pointer: pointer + 4 * offset, strides };
}
