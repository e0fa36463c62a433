import * as tfc from '@tensorflow/tfjs-core';
import type * as tf from '@tensorflow/tfjs-layers';

/** `size` float32 values in [-1, 1) from a name: the twin of `hashed_values` in hashed_values.py. */
export function hashedValues(name: string, size: number): Float32Array {
  let state = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) state = Math.imul(state ^ name.charCodeAt(i), 0x01000193);
  return Float32Array.from({ length: size }, (_, index) => {
    let hash = (state + index) | 0;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
    return (hash >>> 0) / 2 ** 31 - 1;
  });
}

/** Gives every weight of `model` the values that hashed_weight of hashed_values.py gives its PyTorch twin. */
export function setHashedWeights(model: tf.LayersModel): void {
  for (const layer of model.layers) {
    if (layer.weights.length === 0) continue;
    const values = layer.weights.map((weight) => {
      const kind = weight.originalName.split('/').pop()!;
      return tfc.tensor(
        hashedWeight(`${layer.name}/${kind}`, weight.shape as number[]),
        weight.shape as number[],
      );
    });
    layer.setWeights(values);
    tfc.dispose(values);
  }
}

function hashedWeight(name: string, shape: number[]): Float32Array {
  const values = hashedValues(
    name,
    shape.reduce((a, b) => a * b, 1),
  );
  const kind = name.split('/').pop()!;
  if (kind === 'kernel') {
    const scale = Math.fround(Math.sqrt(6 / shape.slice(0, -1).reduce((a, b) => a * b, 1)));
    return values.map((value) => value * scale);
  }
  if (kind === 'gamma' || kind === 'moving_variance') return values.map((value) => 1 + 0.5 * value);
  const scale = Math.fround(0.1);
  return values.map((value) => value * scale);
}
