import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { StoredTensor } from './safetensors.js';

/** A tensor's values, read without blocking. Only float32 and int32 can be stored. */
export async function toStored(source: Tensor): Promise<StoredTensor> {
  return { shape: source.shape.slice(), values: (await source.data()) as Float32Array | Int32Array };
}

/**
 * A new tensor, the caller's to dispose of.
 *
 * @throws Error for int64, which tfjs does not have
 */
export function fromStored({ shape, values }: StoredTensor): Tensor {
  if (values instanceof BigInt64Array) throw new Error('tfjs has no tensors of int64');
  return tensor(values, shape, values instanceof Float32Array ? 'float32' : 'int32');
}
