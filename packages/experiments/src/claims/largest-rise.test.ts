import { expect, it } from 'vitest';
import { exampleResults } from '../../test/support/results.js';
import type { FinishedRun } from '../results/finished-runs.js';
import { CannotJudge } from './claim.js';
import { largestRise } from './largest-rise.js';

const [study] = exampleResults().studies;

function run(...losses: number[]): FinishedRun {
  const [example] = study.runs as FinishedRun[];
  return { ...example, epochs: losses.map((testLoss) => ({ ...example.epochs[0], testLoss })) };
}

it('is the largest rise from an epoch to the next, as a fraction of the loss', () => {
  expect(largestRise.of(run(1, 0.5, 0.6, 0.2, 0.22))).toBeCloseTo(0.2, 12);
  expect(largestRise.of(run(1, 0.5, 0.4))).toBe(0);
});

it('tells jumping runs from falling ones, and not two that fall', () => {
  const [falling, jumping] = [run(5, 4, 3, 2, 1), run(1, 1.5, 2.2, 3.3, 5.1)];
  expect(largestRise.single.p(falling, jumping, study)).toBeLessThan(0.001);
  expect(largestRise.single.p(falling, run(3, 2.5, 2, 1.5, 1), study)).toBe(1);
});

it('takes three epochs', () => {
  expect(() => largestRise.of(run(1, 2))).toThrow(CannotJudge);
});
