import { afterEach, describe, expect, it } from 'vitest';

import { createRuntime, put, room, take, uniform } from '../../test/compute-kit.js';
import {
  convReference,
  convShape,
  filterGradientReference,
  inputGradientReference,
  sizesOf,
} from '../../test/conv-reference.js';
import { assumeWideVectors } from '../wasm/tile-shape.js';
import { conv2dBackpropFilter } from './conv2d-backprop-filter.js';
import { conv2dBackpropInput } from './conv2d-backprop-input.js';
import { conv2d } from './conv2d.js';

const rt = createRuntime();
const shape = convShape({ batch: 3, size: [14, 14], channels: [48, 32], filter: [3, 3], pad: [1, 1, 1, 1] });
const size = sizesOf(shape);
const x = uniform(size.x, 1);
const filter = uniform(size.filter, 2);
const dy = uniform(size.y, 3);

const directions = {
  output: {
    reference: () => convReference(shape, x, filter),
    compute: () => {
      const out = room(rt, size.y);
      conv2d(rt, shape, put(rt, x), put(rt, filter), out);
      return take(rt, out, size.y);
    },
  },
  'input gradient': {
    reference: () => inputGradientReference(shape, dy, filter),
    compute: () => {
      const out = room(rt, size.x);
      conv2dBackpropInput(rt, shape, put(rt, dy), put(rt, filter), out);
      return take(rt, out, size.x);
    },
  },
  'filter gradient': {
    reference: () => filterGradientReference(shape, x, dy),
    compute: () => {
      const out = room(rt, size.filter);
      conv2dBackpropFilter(rt, shape, put(rt, x), put(rt, dy), out);
      return take(rt, out, size.filter);
    },
  },
};

afterEach(() => assumeWideVectors(false));

describe.each(Object.entries(directions))('the %s by Winograd', (_, { reference, compute }) => {
  it('errs by less than 5e-6 of the largest value, and by 5e-7 on average', () => {
    const expected = reference();
    const actual = compute();
    const largest = expected.reduce((max, v) => Math.max(max, Math.abs(v)), 0);
    const errors = actual.map((v, i) => Math.abs(v - expected[i]) / largest);
    expect(Math.max(...errors)).toBeLessThan(5e-6);
    expect(errors.reduce((a, b) => a + b, 0) / errors.length).toBeLessThan(5e-7);
  });

  it('is the same to the last bit with every tile shape, and from run to run', () => {
    const narrow = compute();
    expect(compute()).toEqual(narrow);
    assumeWideVectors(true);
    expect(compute()).toEqual(narrow);
  });
});

it('spreads a non-finite pixel over no more than the tiles that read it, and hides it nowhere', () => {
  const spoiled = x.slice();
  // Image 1, pixel (5, 6), channel 7: read by the tiles of rows 4-7 and columns 4-7 alone.
  spoiled[((1 * 14 + 5) * 14 + 6) * 48 + 7] = Infinity;
  const out = room(rt, size.y);
  conv2d(rt, shape, put(rt, spoiled), put(rt, filter), out);
  const values = take(rt, out, size.y);
  const wrong = values.findIndex((value, i) => {
    const [row, column] = [Math.floor(i / (14 * 32)) % 14, Math.floor(i / 32) % 14];
    const image = Math.floor(i / (14 * 14 * 32));
    const sees = image === 1 && row >= 4 && row <= 6 && column >= 5 && column <= 7;
    const inTiles = image === 1 && row >= 4 && row <= 7 && column >= 4 && column <= 7;
    return Number.isFinite(value) ? sees : !inTiles;
  });
  expect(wrong).toBe(-1);
});
