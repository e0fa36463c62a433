import { describe, expect, it } from 'vitest';

import { createRuntime, expectClose, put, room, take, uniform } from '../../test/compute-kit.js';
import { assumeWideVectors } from '../wasm/tile-shape.js';
import { matMul, type MatMulShape } from './matmul.js';

function reference(shape: Required<MatMulShape>, a: Float32Array, b: Float32Array): Float64Array {
  const { m, n, k, batch, transposeA, transposeB, broadcastA, broadcastB } = shape;
  const out = new Float64Array(batch * m * n);
  for (let p = 0; p < batch; p++) {
    const aStart = broadcastA ? 0 : p * m * k;
    const bStart = broadcastB ? 0 : p * k * n;
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let s = 0; s < k; s++) {
          const left = a[aStart + (transposeA ? s * m + i : i * k + s)];
          sum += left * b[bStart + (transposeB ? j * k + s : s * n + j)];
        }
        out[(p * m + i) * n + j] = sum;
      }
    }
  }
  return out;
}

const sizes = [
  [1, 1, 1],
  [1, 17, 5],
  [7, 1, 3],
  [6, 16, 33],
  [13, 10, 64],
  [25, 47, 31],
  [64, 33, 128],
  [2, 40, 9],
  // Rows of the transposed matrix at an evicting distance, several bands.
  [512, 70, 160],
  [5, 8, 0],
  [0, 4, 3],
  [4, 0, 3],
] as const;
const choices = [false, true];
const rt = createRuntime();

describe.each([false, true])('wide tiles: %s', (wide) => {
  it.each(sizes)('%i x %i, sums of %i, in all transposes', (m, n, k) => {
    assumeWideVectors(wide);
    for (const transposeA of choices) {
      for (const transposeB of choices) {
        const shape = { m, n, k, batch: 1, transposeA, transposeB, broadcastA: false, broadcastB: false };
        const a = uniform(m * k, 1);
        const b = uniform(k * n, 2);
        const out = room(rt, m * n);
        matMul(rt, shape, put(rt, a), put(rt, b), out);
        expectClose(take(rt, out, m * n), reference(shape, a, b), JSON.stringify(shape));
      }
    }
    assumeWideVectors(false);
  });
});

it('does every task by itself', () => {
  const pieces = createRuntime({ singleTasks: true });
  for (const transposeA of choices) {
    for (const [m, n, k] of [
      [256, 70, 300],
      [130, 21, 500],
      [200, 7, 900],
    ]) {
      const shape = { m, n, k, batch: 2, transposeA };
      const [a, b] = [uniform(2 * m * k, 1), uniform(2 * k * n, 2)];
      const results = [rt, pieces].map((runtime) => {
        const out = room(runtime, 2 * m * n);
        matMul(runtime, shape, put(runtime, a), put(runtime, b), out);
        return take(runtime, out, 2 * m * n);
      });
      expect(results[1].every((value, i) => Object.is(value, results[0][i]))).toBe(true);
    }
  }
});

it('multiplies batches, and one matrix with all of a batch', () => {
  for (const broadcastA of choices) {
    for (const broadcastB of choices) {
      const shape = {
        m: 7,
        n: 19,
        k: 9,
        batch: 3,
        transposeA: false,
        transposeB: true,
        broadcastA,
        broadcastB,
      };
      const a = uniform((broadcastA ? 1 : 3) * 7 * 9, 1);
      const b = uniform((broadcastB ? 1 : 3) * 9 * 19, 2);
      const out = room(rt, 3 * 7 * 19);
      matMul(rt, shape, put(rt, a), put(rt, b), out);
      expectClose(take(rt, out, 3 * 7 * 19), reference(shape, a, b), JSON.stringify(shape));
    }
  }
});

it('adds the bias and applies relu, which keeps NaN', () => {
  const a = uniform(9 * 4, 1);
  const b = uniform(4 * 21, 2);
  const bias = uniform(21, 3);
  bias[20] = NaN;
  const out = room(rt, 9 * 21);
  matMul(rt, { m: 9, n: 21, k: 4 }, put(rt, a), put(rt, b), out, { bias: put(rt, bias), activation: 'relu' });
  const shape = {
    m: 9,
    n: 21,
    k: 4,
    batch: 1,
    transposeA: false,
    transposeB: false,
    broadcastA: false,
    broadcastB: false,
  };
  const expected = reference(shape, a, b).map((v, i) => Math.max(0, v + bias[i % 21]));
  expectClose(take(rt, out, 9 * 21), expected);
});

it('keeps non-finite values to their row and column', () => {
  const a = uniform(20 * 9, 1);
  const b = uniform(9 * 20, 2);
  a[5 * 9 + 2] = Infinity;
  b[3 * 20 + 19] = NaN;
  const out = room(rt, 20 * 20);
  matMul(rt, { m: 20, n: 20, k: 9 }, put(rt, a), put(rt, b), out);
  const shape = {
    m: 20,
    n: 20,
    k: 9,
    batch: 1,
    transposeA: false,
    transposeB: false,
    broadcastA: false,
    broadcastB: false,
  };
  expectClose(take(rt, out, 400), reference(shape, a, b));
});

it('gives the same bits with every tile shape', () => {
  const results = choices.map((wide) => {
    assumeWideVectors(wide);
    const out = room(rt, 31 * 45);
    matMul(rt, { m: 31, n: 45, k: 77 }, put(rt, uniform(31 * 77, 1)), put(rt, uniform(77 * 45, 2)), out);
    return take(rt, out, 31 * 45);
  });
  assumeWideVectors(false);
  expect(results[0]).toEqual(results[1]);
});
