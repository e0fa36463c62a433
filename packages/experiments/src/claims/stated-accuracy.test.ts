import { describe, expect, it } from 'vitest';
import { studyWithAccuracies } from '../../test/support/accuracies.js';
import { accuracyIsAbout, accuracyReached } from './stated-accuracy.js';

/** Of 1,000 test images: 1.96 standard errors of 0.9 are 1.86 points. */
const judgeAbout = (...accuracies: number[]) =>
  accuracyIsAbout(studyWithAccuracies({ Net: accuracies }), 'Net', 0.9);

describe('an accuracy that was stated', () => {
  it.each([
    [0.902, 'supported'],
    [0.898, 'supported'],
    [0.91, 'inconclusive'],
    [0.92, 'inconclusive'],
    [0.921, 'refuted'],
    [0.879, 'refuted'],
  ])('is judged by 0.2 points, and by these and the binomial error: %f is %s', (accuracy, verdict) => {
    expect(judgeAbout(accuracy).verdict).toBe(verdict);
  });

  it('is held against the mean of the seeds', () => {
    expect(judgeAbout(0.88, 0.9, 0.92).verdict).toBe('supported');
  });

  it.each([
    [0.87, 'refuted'],
    [0.89, 'inconclusive'],
    [0.91, 'inconclusive'],
    [0.93, 'supported'],
  ])('is reached by an epoch beyond the error, or not: %f is %s', (accuracy, verdict) => {
    const study = studyWithAccuracies({ Net: [accuracy] });
    study.runs[0].epochs[1].testAccuracy = accuracy;
    expect(accuracyReached(study, 'Net', 2, 0.9).verdict).toBe(verdict);
    expect(() => accuracyReached(study, 'Net', 3, 0.9)).toThrow('It takes 3 epochs at least');
  });
});
