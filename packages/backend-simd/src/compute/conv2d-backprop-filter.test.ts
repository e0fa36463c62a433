import { describe, expect, it } from 'vitest';

import { createRuntime, expectClose, put, room, take, uniform } from '../../test/compute-kit.js';
import { convCases, filterGradientReference, sizesOf } from '../../test/conv-reference.js';
import { assumeWideVectors } from '../wasm/tile-shape.js';
import { conv2dBackpropFilter } from './conv2d-backprop-filter.js';

const rt = createRuntime();

describe.each([false, true])('wide tiles: %s', (wide) => {
  it.each(convCases)('%s', (_, shape) => {
    assumeWideVectors(wide);
    const size = sizesOf(shape);
    const x = uniform(size.x, 1);
    const dy = uniform(size.y, 2);
    const dFilter = room(rt, size.filter);
    conv2dBackpropFilter(rt, shape, put(rt, x), put(rt, dy), dFilter);
    expectClose(take(rt, dFilter, size.filter), filterGradientReference(shape, x, dy));
    assumeWideVectors(false);
  });
});

it.each(convCases)('does every task by itself: %s', (_, shape) => {
  const size = sizesOf(shape);
  const [one, two] = [uniform(size.x, 1), uniform(size.y, 2)];
  const [all, single] = [rt, createRuntime({ singleTasks: true })].map((runtime) => {
    const out = room(runtime, size.filter);
    conv2dBackpropFilter(runtime, shape, put(runtime, one), put(runtime, two), out);
    return take(runtime, out, size.filter);
  });
  expect(single.every((value, i) => Object.is(value, all[i]))).toBe(true);
});
