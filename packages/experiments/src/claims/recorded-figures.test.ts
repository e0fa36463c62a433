import { describe, expect, it } from 'vitest';
import { exampleResults } from '../../test/support/results.js';
import { differsBy, reaches, type RecordedFigure } from './recorded-figures.js';

const study = exampleResults().studies[0];

function figure(values: Record<string, number[]>): RecordedFigure {
  return { name: 'Width', of: (_, model) => values[model], format: (value) => value.toFixed(1) };
}

describe('differsBy', () => {
  const verdict = (a: number[], b: number[], direction: 'higher' | 'lower' = 'higher') =>
    differsBy(study, figure({ A: a, B: b }), direction, 'A', 'B', 1.1).verdict;

  it('of single runs goes by the ratio', () => {
    expect(verdict([11], [10])).toBe('supported');
    expect(verdict([10.9], [10])).toBe('inconclusive');
    expect(verdict([10], [10])).toBe('refuted');
    expect(verdict([10], [11], 'lower')).toBe('supported');
    expect(verdict([10], [10.9], 'lower')).toBe('inconclusive');
    expect(verdict([11], [10], 'lower')).toBe('refuted');
  });

  it('of three seeds decides nothing within the noise', () => {
    expect(verdict([12, 12.1, 11.9], [10, 10.1, 9.9])).toBe('supported');
    expect(verdict([8, 8.1, 7.9], [10, 10.1, 9.9])).toBe('refuted');
    expect(verdict([12, 18, 6], [10, 10.1, 9.9])).toBe('inconclusive');
    expect(verdict([8, 14, 2], [10, 10.1, 9.9])).toBe('inconclusive');
  });

  it('gives the means, and p where there is one', () => {
    const { figures, because } = differsBy(
      study,
      figure({ A: [12, 14, 16], B: [10, 11, 12] }),
      'higher',
      'A',
      'B',
      1.1,
    );
    expect(figures).toMatchObject({ 'Width, A': 14, 'Width, B': 11 });
    expect(because).toMatch(/^Width: A 14\.0, B 11\.0 \(p = 0\.\d+; by Welch's t-test over the seeds\)\.$/);
    expect(differsBy(study, figure({ A: [12], B: [10] }), 'higher', 'A', 'B', 1.1).because).toBe(
      'Width: A 12.0, B 10.0.',
    );
  });
});

describe('reaches', () => {
  it.each([
    [[0.5], 'supported'],
    [[0.2, 0.4, 0.6], 'inconclusive'],
    [[0.2, 0.3], 'refuted'],
  ] as const)('%j', (values, verdict) => {
    expect(reaches(study, figure({ A: [...values] }), 'A', { supported: 0.5, refuted: 0.3 }).verdict).toBe(
      verdict,
    );
  });
});
