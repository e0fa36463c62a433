import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

// Registers the gradients, which tfjs-core alone does not in Node.
import '@tensorflow/tfjs-layers';

import '../src/index.js';

interface Result {
  shape: number[];
  dtype: string;
  values: number[];
}

function evaluate(backend: string, f: () => tf.Tensor | tf.Tensor[]): Result[] {
  void tf.setBackend(backend);
  return tf.tidy(() => {
    const tensors = f();
    return (Array.isArray(tensors) ? tensors : [tensors]).map((tensor) => ({
      shape: tensor.shape,
      dtype: tensor.dtype,
      values: Array.from(tensor.dataSync()),
    }));
  });
}

function onBoth(f: () => tf.Tensor | tf.Tensor[]): [expected: Result, actual: Result][] {
  const expected = evaluate('cpu', f);
  const actual = evaluate('simd', f);
  expect(actual.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(
    expected.map(({ shape, dtype }) => ({ shape, dtype })),
  );
  return expected.map((result, i) => [result, actual[i]]);
}

/** Every value as on `cpu`: NaN, infinities and the signs of zeros included, others within `tolerance`. */
export function expectSameValues(f: () => tf.Tensor | tf.Tensor[], tolerance = 1e-5): void {
  for (const [expected, actual] of onBoth(f)) {
    expected.values.forEach((value, i) => {
      const got = actual.values[i];
      const close = Object.is(got, value) || Math.abs(got - value) <= tolerance * Math.abs(value) + 1e-37;
      const signLost = value === 0 && got === 0 && !Object.is(got, value);
      if (!close || signLost) expect({ i, got }).toEqual({ i, got: value });
    });
  }
}

/** Sums as on `cpu`: within `relative` of each value or 1e-5 of the largest; non-finite values where cpu has them. */
export function expectCloseToCpu(f: () => tf.Tensor | tf.Tensor[], relative = 1e-4): void {
  for (const [expected, actual] of onBoth(f)) {
    const largest = Math.max(...expected.values.filter(Number.isFinite).map(Math.abs), 0);
    expected.values.forEach((value, i) => {
      const got = actual.values[i];
      const close =
        Object.is(got, value) || Math.abs(got - value) <= relative * Math.abs(value) + 1e-5 * largest;
      if (!close) expect({ i, got }).toEqual({ i, got: value });
    });
  }
}

/** Numbers in [-1, 1) that are the same on every run. */
export function numbers(shape: readonly number[], seed = 1): Float32Array {
  let state = seed * 7919 + 1;
  return Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => {
    state = (state * 16807) % 2147483647;
    return (2 * state) / 2147483647 - 1;
  });
}
