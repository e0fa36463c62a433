import * as tf from '@tensorflow/tfjs-core';

/**
 * The matrix, of shape `[1, cells, length]`, that averages an axis of `length` into `cells` adaptive cells: its
 * row i holds 1 / (end - start) from start = floor(i * length / cells) up to end = ceil((i + 1) * length / cells).
 */
export function averagingMatrix(cells: number, length: number): tf.Tensor3D {
  const values = new Float32Array(cells * length);
  for (let cell = 0; cell < cells; cell++) {
    const start = Math.floor((cell * length) / cells);
    const end = Math.ceil(((cell + 1) * length) / cells);
    values.fill(1 / (end - start), cell * length + start, cell * length + end);
  }
  return tf.tensor3d(values, [1, cells, length]);
}
