import { beforeAll, expect, it } from 'vitest';

import { createRuntime, expectClose, put, room, take, uniform } from '../../test/compute-kit.js';
import { convCases, convReference, sizesOf } from '../../test/conv-reference.js';
import { disableRelaxedSimd, hasRelaxedSimd } from '../wasm/features.js';
import { conv2d } from './conv2d.js';
import { matMul } from './matmul.js';

const rt = createRuntime();

beforeAll(disableRelaxedSimd);

it('rounds products before adding them', () => {
  expect(hasRelaxedSimd()).toBe(false);
  const [m, n, k] = [13, 21, 40];
  const a = uniform(m * k, 1);
  const b = uniform(k * n, 2);
  const out = room(rt, m * n);
  matMul(rt, { m, n, k }, put(rt, a), put(rt, b), out);
  const expected = Float32Array.from({ length: m * n }, (_, i) => {
    let sum = 0;
    for (let s = 0; s < k; s++) {
      const product = Math.fround(a[Math.floor(i / n) * k + s] * b[s * n + (i % n)]);
      sum = Math.fround(sum + product);
    }
    return sum;
  });
  expect(take(rt, out, m * n)).toEqual(expected);
});

it.each(convCases)('conv2d: %s', (_, shape) => {
  const size = sizesOf(shape);
  const x = uniform(size.x, 1);
  const filter = uniform(size.filter, 2);
  const out = room(rt, size.y);
  conv2d(rt, shape, put(rt, x), put(rt, filter), out);
  expectClose(take(rt, out, size.y), convReference(shape, x, filter));
});
