import { describe, expect, it } from 'vitest';
import { studyWithAccuracies } from '../../test/support/accuracies.js';
import { testAccuracy } from './measures.js';
import { spreadStandsOut } from './spread.js';

const wide = [0.9, 0.95, 0.92, 0.97, 0.91];
const narrow = [0.93, 0.931, 0.9305, 0.9302, 0.9308];

describe('spreadStandsOut', () => {
  const verdict = (values: Record<string, number[]>, others = ['B', 'C']) =>
    spreadStandsOut(studyWithAccuracies(values), testAccuracy, 'largest', 'A', others).verdict;

  it('is supported beyond all others, refuted behind one, else inconclusive', () => {
    expect(verdict({ A: wide, B: narrow, C: narrow })).toBe('supported');
    expect(verdict({ A: narrow, B: wide, C: narrow })).toBe('refuted');
    expect(verdict({ A: wide, B: wide, C: narrow })).toBe('inconclusive');
    const study = studyWithAccuracies({ A: narrow, B: wide });
    expect(spreadStandsOut(study, testAccuracy, 'smallest', 'A', ['B']).verdict).toBe('supported');
  });

  it('gives deviations, p values and the test', () => {
    const study = studyWithAccuracies({ A: [0.9, 0.92, 0.94], B: [0.95, 0.95, 0.965] });
    const { figures, because } = spreadStandsOut(study, testAccuracy, 'largest', 'A', ['B']);
    expect(figures['standard deviation of the test accuracy, A']).toBeCloseTo(0.02, 12);
    expect(figures['standard deviation of the test accuracy, B']).toBeCloseTo(0.015 / Math.sqrt(3), 12);
    // F(2, 2) = 16 / 3: the tail above it is 1 / (1 + 16 / 3).
    expect(figures['p, A and B']).toBeCloseTo(6 / 19, 10);
    expect(because).toBe(
      'Standard deviation of the test accuracy over 3 seeds: A 2.00 %, B 0.87 % (p = 0.32); by the F-test.',
    );
  });

  it('takes three seeds', () => {
    expect(() => verdict({ A: [0.9, 0.91], B: narrow, C: narrow })).toThrow(
      'takes 3 seeds at least; A has 2.',
    );
  });
});
