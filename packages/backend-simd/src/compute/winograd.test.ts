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
import type { ConvShape } from './conv-shape.js';
import { conv2dBackpropFilter } from './conv2d-backprop-filter.js';
import { conv2dBackpropInput } from './conv2d-backprop-input.js';
import { conv2d } from './conv2d.js';

const rt = createRuntime();

/** The three computations of a shape, on the same random data. */
function computations(shape: ConvShape) {
  const size = sizesOf(shape);
  const x = uniform(size.x, 1);
  const filter = uniform(size.filter, 2);
  const dy = uniform(size.y, 3);
  return {
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
}

/** Errors as fractions of the largest value. */
function errors(actual: Float32Array, expected: Float64Array): { largest: number; mean: number } {
  const scale = expected.reduce((max, v) => Math.max(max, Math.abs(v)), 0);
  const all = expected.map((v, i) => Math.abs(v - actual[i]) / scale);
  return {
    largest: all.reduce((a, b) => Math.max(a, b), 0),
    mean: all.reduce((a, b) => a + b, 0) / all.length,
  };
}

const same = (taps: number): [number, number, number, number] => {
  const pad = (taps - 1) / 2;
  return [pad, pad, pad, pad];
};

/** By the filter's size: largest and mean error that are allowed. */
const limits: Record<number, { largest: number; mean: number }> = {
  3: { largest: 5e-6, mean: 5e-7 },
  5: { largest: 1e-5, mean: 1e-6 },
  7: { largest: 1e-4, mean: 1e-5 },
};

afterEach(() => assumeWideVectors(false));

describe.each([3, 5, 7])('filters of %d taps', (taps) => {
  const shape = convShape({
    size: [14, 14],
    channels: [24, 32],
    filter: [taps, taps],
    pad: same(taps),
  });

  describe.each(Object.entries(computations(shape)))('the %s by Winograd', (_, { reference, compute }) => {
    it('errs little', () => {
      const { largest, mean } = errors(compute(), reference());
      expect(largest).toBeLessThan(limits[taps].largest);
      expect(mean).toBeLessThan(limits[taps].mean);
    });

    it('is the same to the last bit with every tile shape, and from run to run', () => {
      const narrow = compute();
      expect(compute()).toEqual(narrow);
      assumeWideVectors(true);
      expect(compute()).toEqual(narrow);
    });
  });

  it('spreads a non-finite pixel over no more than the tiles that read it, and hides it nowhere', () => {
    const size = sizesOf(shape);
    const spoiled = uniform(size.x, 1);
    // Image 1, pixel (5, 6), channel 7.
    spoiled[((1 * 14 + 5) * 14 + 6) * 24 + 7] = Infinity;
    const out = room(rt, size.y);
    conv2d(rt, shape, put(rt, spoiled), put(rt, uniform(size.filter, 2)), out);
    const values = take(rt, out, size.y);
    const reach = (taps - 1) / 2;
    const sees = (at: number, pixel: number) => Math.abs(at - pixel) <= reach;
    /** Whether the tile with the output `at` reads the pixel: one of its four outputs sees it. */
    const inTile = (at: number, pixel: number) =>
      [0, 1, 2, 3].some((i) => sees(4 * Math.floor(at / 4) + i, pixel));
    const wrong = values.findIndex((value, i) => {
      const [row, column] = [Math.floor(i / (14 * 32)) % 14, Math.floor(i / 32) % 14];
      const image = Math.floor(i / (14 * 14 * 32));
      if (Number.isFinite(value)) return image === 1 && sees(row, 5) && sees(column, 6);
      return image !== 1 || !inTile(row, 5) || !inTile(column, 6);
    });
    expect(wrong).toBe(-1);
  });
});

describe.each(
  Object.entries({
    '3x3, images of 2 x 2 tiles, groups of output channels': {
      batch: 3,
      size: [7, 7],
      channels: [8, 256],
      filter: [3, 3],
      pad: [1, 1, 1, 1],
    },
    '3x3, groups of input and output channels': {
      batch: 1,
      size: [8, 5],
      channels: [128, 160],
      filter: [3, 3],
      pad: [1, 1, 1, 1],
    },
    '5x5 valid': { batch: 2, size: [9, 12], channels: [16, 24], filter: [5, 5] },
    '5x5 full': { batch: 1, size: [4, 7], channels: [24, 16], filter: [5, 5], pad: [4, 4, 4, 4] },
    '5x5, uneven padding': { batch: 5, size: [10, 6], channels: [16, 16], filter: [5, 5], pad: [0, 3, 2, 1] },
    '7x7 valid': { batch: 2, size: [15, 11], channels: [16, 16], filter: [7, 7] },
    '7x7, rows of tiles beyond a block': {
      batch: 1,
      size: [33, 21],
      channels: [16, 16],
      filter: [7, 7],
      pad: [3, 3, 3, 3],
    },
    '7x7, groups of channels': {
      batch: 1,
      size: [7, 4],
      channels: [64, 128],
      filter: [7, 7],
      pad: [3, 3, 3, 3],
    },
    'a batch that blocks do not divide': {
      batch: 65,
      size: [4, 4],
      channels: [16, 16],
      filter: [5, 5],
      pad: [2, 2, 2, 2],
    },
  } satisfies Record<string, Parameters<typeof convShape>[0]>),
)('%s', (_, options) => {
  const shape = convShape(options);
  it.each(Object.entries(computations(shape)))('%s', (_, { reference, compute }) => {
    const limit = limits[shape.filterHeight];
    const { largest, mean } = errors(compute(), reference());
    expect(largest).toBeLessThan(limit.largest);
    expect(mean).toBeLessThan(limit.mean);
  });
});

it('writes nothing behind a result whose last block lacks rows of tiles', () => {
  const shape = convShape({ batch: 1, size: [19, 19], channels: [8, 8], filter: [3, 3], pad: [1, 1, 1, 1] });
  const size = sizesOf(shape);
  const out = room(rt, 2 * size.y);
  conv2d(rt, shape, put(rt, uniform(size.x)), put(rt, uniform(size.filter)), out);
  const values = take(rt, out, 2 * size.y);
  expect(values.findIndex(Number.isNaN)).toBe(size.y);
  expect(values.subarray(size.y).every(Number.isNaN)).toBe(true);
});
