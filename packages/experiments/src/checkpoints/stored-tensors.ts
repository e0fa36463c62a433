import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { StoredTensor } from './safetensors.js';

/** A tensor's values, read without blocking. Only float32 and int32 can be stored. */
export async function toStored(source: Tensor): Promise<StoredTensor> {
  return { shape: source.shape.slice(), values: (await source.data()) as Float32Array | Int32Array };
}

/** A new tensor, the caller's to dispose of. */
export function fromStored({ shape, values }: StoredTensor): Tensor {
  return tensor(values, shape, values instanceof Float32Array ? 'float32' : 'int32');
}
