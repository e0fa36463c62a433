import { describe, expect, it } from 'vitest';

import { createRuntime, put, take, uniform } from '../../test/compute-kit.js';
import { type Block, copyBlock, denseStrides } from './copy-block.js';

const rt = createRuntime();

/** Element by element; indices in floats into arrays. */
function reference(
  source: Float32Array,
  target: Float32Array,
  shape: readonly number[],
  from: { start: number; strides: readonly number[] },
  to: { start: number; strides: readonly number[] },
): void {
  const copy = (axis: number, a: number, b: number) => {
    if (axis === shape.length) {
      target[b] = source[a];
      return;
    }
    for (let i = 0; i < shape[axis]; i++)
      copy(axis + 1, a + i * from.strides[axis], b + i * to.strides[axis]);
  };
  copy(0, from.start, to.start);
}

const size = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

/** Copies between two tensors, and compares all of the target with the reference. */
function check(
  shape: readonly number[],
  from: { start: number; strides: readonly number[]; floats: number },
  to: { start: number; strides: readonly number[]; floats: number },
): void {
  const values = uniform(from.floats);
  const untouched = new Float32Array(to.floats).fill(-7);
  const [source, target] = [put(rt, values), put(rt, untouched)];
  const at = (pointer: number, { start, strides }: typeof from): Block => ({
    pointer: pointer + 4 * start,
    strides,
  });
  copyBlock(rt, shape, at(source, from), at(target, to));
  const expected = untouched.slice();
  reference(values, expected, shape, from, to);
  const actual = take(rt, target, to.floats);
  // Element by element: comparing whole arrays is slow.
  const wrong = actual.findIndex((value, i) => value !== expected[i]);
  expect({ wrong, value: actual[wrong] }).toEqual({ wrong: -1, value: undefined });
  for (const pointer of [source, target]) rt.memory.free(pointer);
}

const dense = (shape: readonly number[]) => ({ start: 0, strides: denseStrides(shape), floats: size(shape) });

/** A part of a larger tensor, which begins at (1, 2, 1, 2, ...). */
function within(shape: readonly number[]) {
  const outer = shape.map((length, axis) => length + 3 + (axis % 2));
  const strides = denseStrides(outer);
  const start = strides.reduce((sum, stride, axis) => sum + stride * (1 + (axis % 2)), 0);
  return { start, strides, floats: size(outer) };
}

const SHAPES = [
  [1],
  [3],
  [4],
  [67],
  [40_001],
  [5, 7],
  [33, 64],
  [300, 130],
  [3, 1, 5],
  [2, 19, 35],
  [4, 5, 6, 7],
  [2, 28, 28, 3],
  [2, 3, 2, 17, 5],
  [2, 3, 2, 2, 3, 9],
  [1, 1, 1],
];

describe.each(SHAPES)('a block of %j %j %j %j %j %j', (...numbers) => {
  const shape = numbers.filter((n): n is number => typeof n === 'number');

  it('out of a larger tensor, and into one', () => {
    check(shape, within(shape), dense(shape));
    check(shape, dense(shape), within(shape));
    check(shape, within(shape), within(shape));
  });

  it('with its axes in other orders', () => {
    const { strides, floats } = dense(shape);
    for (let turn = 0; turn < shape.length; turn++) {
      const rotated = shape.map((_, axis) => (axis + turn) % shape.length);
      for (const axes of [rotated, rotated.toReversed()]) {
        const outShape = axes.map((axis) => shape[axis]);
        const from = { start: 0, strides: axes.map((axis) => strides[axis]), floats };
        check(outShape, from, dense(outShape));
        check(outShape, from, within(outShape));
      }
    }
  });

  it('backwards', () => {
    for (let axis = 0; axis < shape.length; axis++) {
      const { strides, floats } = dense(shape);
      const start = (shape[axis] - 1) * strides[axis];
      const backwards = strides.map((stride, i) => (i === axis ? -stride : stride));
      check(shape, { start, strides: backwards, floats }, dense(shape));
    }
  });

  it('of repeated values', () => {
    for (let axis = 0; axis < shape.length; axis++) {
      const { strides, floats } = dense(shape);
      const repeating = strides.map((stride, i) => (i === axis ? 0 : stride));
      check(shape, { start: 0, strides: repeating, floats }, within(shape));
    }
    check(shape, { start: 2, strides: shape.map(() => 0), floats: 3 }, within(shape));
  });
});

it('of no elements', () => {
  check([3, 0, 2], { start: 0, strides: [0, 2, 1], floats: 1 }, { start: 0, strides: [0, 2, 1], floats: 4 });
});
