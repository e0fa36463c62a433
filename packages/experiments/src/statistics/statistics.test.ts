import { describe, expect, it } from 'vitest';
import { correlation } from './correlation.js';
import { incompleteBeta } from './incomplete-beta.js';
import { mcnemarTest, signTest } from './mcnemar-test.js';
import { pairedTest, slopeTest, twoSided, welchTest } from './t-tests.js';
import { varianceTest } from './variance-test.js';

// Expected values: SciPy 1.17, scipy.special.betainc and scipy.stats.

describe('incompleteBeta', () => {
  it.each([
    [0.3, 0.5, 0.5, 0.36901011956554536],
    [0.9, 2, 7, 0.99999927],
    [0.01, 40, 3, 8.442820000000006e-78],
    [0.5, 5200, 4801, 3.2967577993361714e-5],
    [0.999, 4999.5, 0.5, 0.001562427751986816],
    [0, 2, 3, 0],
    [1, 2, 3, 1],
  ])('at %d with %d and %d', (x, a, b, expected) => {
    expect(incompleteBeta(x, a, b) / (expected || 1)).toBeCloseTo(expected ? 1 : 0, 9);
  });
});

describe('t-tests', () => {
  const a = [0.981, 0.979, 0.984];
  const b = [0.974, 0.969, 0.9775, 0.971];

  it.each([
    [4.302652729911275, 2, 0.04999999999651663],
    [1.96, 10_000, 0.05002352023183303],
    [-0.7, 5, 0.5151489483148164],
    [12, 3, 0.0012450158007893362],
    [0, 4, 1],
  ])('twoSided of %d with %d degrees of freedom', (t, degreesOfFreedom, expected) => {
    expect(twoSided(t, degreesOfFreedom)).toBeCloseTo(expected, 11);
  });

  it('welchTest takes samples of different sizes', () => {
    expect(welchTest(a, b)).toBeCloseTo(0.015707757314082513, 11);
    expect(welchTest(b, a)).toBe(welchTest(a, b));
  });

  it('pairedTest', () => expect(pairedTest(a, b.slice(0, 3))).toBeCloseTo(0.018915277299932923, 11));

  it('slopeTest', () => {
    const { slope, p } = slopeTest([0.31, 0.29, 0.33, 0.38, 0.36]);
    expect(slope).toBeCloseTo(0.019, 12);
    expect(p).toBeCloseTo(0.08643365382790548, 11);
    expect(slopeTest([1, 2, 3]).p).toBe(0);
    expect(slopeTest([2, 2, 2])).toEqual({ slope: 0, p: 1 });
  });

  it('of values without any spread are sure', () => {
    expect(welchTest([1, 1], [1, 1])).toBe(1);
    expect(welchTest([1, 1], [2, 2])).toBe(0);
    expect(pairedTest([1, 2], [1, 2])).toBe(1);
    expect(pairedTest([2, 3], [1, 2])).toBe(0);
  });
});

describe('signTest', () => {
  it.each([
    [3, 7, 0.34375],
    [0, 6, 0.03125],
    [40, 60, 0.05688793364098089],
    [470, 530, 0.06202319509836343],
    [0, 1, 1],
    [5, 5, 1],
    [0, 0, 1],
  ])('of %d and %d', (heads, tails, expected) => {
    expect(signTest(heads, tails)).toBeCloseTo(expected, 11);
    expect(signTest(tails, heads)).toBeCloseTo(expected, 11);
  });
});

describe('mcnemarTest', () => {
  it('counts the images that one alone got right', () => {
    const a = [true, true, true, false, false, true];
    const b = [true, false, false, true, false, false];
    expect(mcnemarTest(a, b)).toEqual({ onlyA: 3, onlyB: 1, p: signTest(3, 1) });
  });
});

describe('correlation', () => {
  it('of two lists', () => {
    expect(correlation([1, 2, 3, 4], [2, 1, 4, 3])).toBeCloseTo(0.6, 12);
    expect(correlation([1, 2, 3], [-2, -4, -6])).toBeCloseTo(-1, 12);
  });

  it('is not there where one does not vary', () => {
    expect(correlation([1, 2], [3, 3])).toBeUndefined();
    expect(() => correlation([1, 2], [3])).toThrow('must have the same length, but have 2 and 1');
  });
});

describe('varianceTest', () => {
  it.each([
    [[0.981, 0.979, 0.984], [0.974, 0.969, 0.9775, 0.971], 0.6623294109071314],
    [[1, 2, 3, 10], [2, 2.1, 1.9], 0.0011994002798740575],
    [[0.9, 0.91, 0.92, 0.905, 0.95], [0.901, 0.902, 0.903, 0.9015, 0.9025], 1.4958436305154874e-5],
  ])('of %j and %j', (a, b, expected) => {
    expect(varianceTest(a, b)).toBeCloseTo(expected, 11);
    expect(varianceTest(b, a)).toBeCloseTo(expected, 11);
  });

  it('takes samples that do not vary', () => {
    expect(varianceTest([1, 1], [2, 2, 2])).toBe(1);
    expect(varianceTest([1, 1], [1, 2])).toBe(0);
  });
});
