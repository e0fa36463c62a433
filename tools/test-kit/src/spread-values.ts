import * as tf from '@tensorflow/tfjs-core';

/**
 * A tensor of distinct values, evenly spread between -1 and 1 and in a scrambled but fixed order. The two nearest 0 are
 * at half a spacing from it.
 */
export function spreadValues(shape: number[], seed = 1): tf.Tensor {
  const count = tf.util.sizeFromShape(shape);
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  let state = seed;
  for (let i = count - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return tf.tensor(
    Float32Array.from(order, (rank) => (2 * rank + 1) / (count + (count % 2)) - 1),
    shape,
  );
}
