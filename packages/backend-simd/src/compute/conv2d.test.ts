import { describe, expect, it } from 'vitest';

import { createRuntime, expectClose, put, room, take, uniform } from '../../test/compute-kit.js';
import { convCases, convReference, convShape, sizesOf } from '../../test/conv-reference.js';
import { assumeWideVectors } from '../wasm/tile-shape.js';
import { conv2d } from './conv2d.js';

const rt = createRuntime();

describe.each([false, true])('wide tiles: %s', (wide) => {
  it.each(convCases)('%s', (_, shape) => {
    assumeWideVectors(wide);
    const size = sizesOf(shape);
    const x = uniform(size.x, 1);
    const filter = uniform(size.filter, 2);
    const out = room(rt, size.y);
    conv2d(rt, shape, put(rt, x), put(rt, filter), out);
    expectClose(take(rt, out, size.y), convReference(shape, x, filter));
    assumeWideVectors(false);
  });
});

it('adds the bias and applies relu', () => {
  const shape = convShape({ size: [6, 6], channels: [3, 21], filter: [3, 3], pad: [1, 1, 1, 1] });
  const size = sizesOf(shape);
  const x = uniform(size.x, 1);
  const filter = uniform(size.filter, 2);
  const bias = uniform(21, 3);
  const out = room(rt, size.y);
  conv2d(rt, shape, put(rt, x), put(rt, filter), out, { bias: put(rt, bias), activation: 'relu' });
  expectClose(
    take(rt, out, size.y),
    convReference(shape, x, filter).map((v, i) => Math.max(0, v + bias[i % 21])),
  );
});

it('keeps a non-finite pixel to the outputs that see it', () => {
  const shape = convShape({ size: [9, 9], channels: [4, 8], filter: [3, 3], pad: [1, 1, 1, 1] });
  const size = sizesOf(shape);
  const x = uniform(size.x, 1);
  x[(4 * 9 + 4) * 4] = Infinity;
  x[(9 * 9 + 8) * 4 + 3] = NaN;
  const filter = uniform(size.filter, 2);
  const out = room(rt, size.y);
  conv2d(rt, shape, put(rt, x), put(rt, filter), out);
  expectClose(take(rt, out, size.y), convReference(shape, x, filter));
});

it('compiles once for a shape, whatever the batch', () => {
  const own = createRuntime();
  const compiled = [1, 3].map((batch) => {
    const shape = convShape({ batch, size: [5, 5], channels: [2, 3], filter: [3, 3] });
    const size = sizesOf(shape);
    conv2d(own, shape, put(own, uniform(size.x)), put(own, uniform(size.filter)), room(own, size.y));
    return own.programs.size;
  });
  expect(compiled[0]).toBe(compiled[1]);
});

it.each(convCases)('does every task by itself: %s', (_, shape) => {
  const size = sizesOf(shape);
  const [one, two] = [uniform(size.x, 1), uniform(size.filter, 2)];
  const [all, single] = [rt, createRuntime({ singleTasks: true })].map((runtime) => {
    const out = room(runtime, size.y);
    conv2d(runtime, shape, put(runtime, one), put(runtime, two), out);
    return take(runtime, out, size.y);
  });
  expect(single.every((value, i) => Object.is(value, all[i]))).toBe(true);
});
