import { describe, it } from 'vitest';

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
