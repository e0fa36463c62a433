import { describe, expect, it } from 'vitest';

import { createRuntime, expectClose, put, room, take, uniform } from '../../test/compute-kit.js';
import { convCases, inputGradientReference, sizesOf } from '../../test/conv-reference.js';
import { assumeWideVectors } from '../wasm/tile-shape.js';
import { conv2dBackpropInput } from './conv2d-backprop-input.js';

const rt = createRuntime();

describe.each([false, true])('wide tiles: %s', (wide) => {
  it.each(convCases)('%s', (_, shape) => {
    assumeWideVectors(wide);
    const size = sizesOf(shape);
    const dy = uniform(size.y, 1);
    const filter = uniform(size.filter, 2);
    const dx = room(rt, size.x);
    conv2dBackpropInput(rt, shape, put(rt, dy), put(rt, filter), dx);
    expectClose(take(rt, dx, size.x), inputGradientReference(shape, dy, filter));
    assumeWideVectors(false);
  });
});

it.each(convCases)('does every task by itself: %s', (_, shape) => {
  const size = sizesOf(shape);
  const [one, two] = [uniform(size.y, 1), uniform(size.filter, 2)];
  const [all, single] = [rt, createRuntime({ singleTasks: true })].map((runtime) => {
    const out = room(runtime, size.x);
    conv2dBackpropInput(runtime, shape, put(runtime, one), put(runtime, two), out);
    return take(runtime, out, size.x);
  });
  expect(single.every((value, i) => Object.is(value, all[i]))).toBe(true);
});
