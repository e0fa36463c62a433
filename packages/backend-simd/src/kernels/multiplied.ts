import { type TensorInfo, util } from '@tensorflow/tfjs-core';

import type { SimdBackend } from '../backend.js';
import type { Product } from '../expression/product.js';

/** A tensor whose value is a product of tensors, computed when it is wanted. */
export function multiplied(
  backend: SimdBackend,
  inputs: readonly TensorInfo[],
  outShape: number[],
  product: Product,
): TensorInfo {
  const operands = inputs.map((tensor) => backend.node(tensor));
  return backend.output(
    backend.expressions.multiply(util.sizeFromShape(outShape), product, operands),
    outShape,
  );
}
