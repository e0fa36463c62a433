import { expect, it } from 'vitest';
import { exampleResults } from '../../test/support/results.js';
import { decodeHits, encodeHits } from './test-hits.js';

const run = (testHits?: string) => ({
  ...exampleResults().studies[0].runs[2],
  ...(testHits && { testHits }),
});

it('give back which images were right', () => {
  const labels = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const predicted = [0, 1, 0, 3, 0, 0, 0, 7, 0, 9];
  expect(encodeHits(labels, predicted)).toBe(Buffer.from([0b10001011, 0b10]).toString('base64'));
  expect(decodeHits(run(encodeHits(labels, predicted)), 10)).toEqual(
    labels.map((label, i) => label === predicted[i]),
  );
});

it('take less than two bytes for ten images', () => {
  const labels = new Uint8Array(10_000);
  expect(encodeHits(labels, labels)).toHaveLength(1668);
});

it('may be missing, but not of another length', () => {
  expect(decodeHits(run(), 10)).toBeUndefined();
  expect(() => decodeHits(run('AAAA'), 10)).toThrow(
    'testHits of ResidualCNN, seed 1, holds 3 bytes; expected 2 for 10 test images',
  );
});
