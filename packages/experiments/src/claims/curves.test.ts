import { describe, expect, it } from 'vitest';
import { exampleResults } from '../../test/support/results.js';
import { finishedRuns, type FinishedRun } from '../results/finished-runs.js';
import { CannotJudge } from './claim.js';
import { allOf, inEveryRun } from './combine.js';
import { accuracyJumps, endsHigher, lossJumps, trend, worstEpoch } from './curves.js';
import { gapBelow, timeRatio } from './thresholds.js';

const study = exampleResults().studies[0];
const [example] = finishedRuns(study.runs);

const withLosses = (losses: number[]): FinishedRun => ({
  ...example,
  epochs: losses.map((testLoss) => ({ ...example.epochs[0], testLoss })),
});
const withAccuracies = (accuracies: number[]): FinishedRun => ({
  ...example,
  epochs: accuracies.map((testAccuracy) => ({ ...example.epochs[0], testAccuracy })),
});

describe('statements about a curve', () => {
  it.each([
    [[1, 0.8, 0.85, 0.7, 0.75], 'supported', 'refuted'],
    [[1, 0.8, 0.85, 0.7, 0.6], 'inconclusive', 'inconclusive'],
    [[1, 0.8, 0.82, 0.7, 0.6], 'refuted', 'supported'],
  ])('losses %j jump: %s, are steady: %s', (losses, jumps, steady) => {
    expect(lossJumps(withLosses(losses), 'jumps').verdict).toBe(jumps);
    expect(lossJumps(withLosses(losses), 'steady').verdict).toBe(steady);
  });

  it.each([
    [[0.9, 0.85, 0.9, 0.84], 'supported'],
    [[0.8, 0.9, 0.85, 0.9], 'inconclusive'],
    [[0.8, 0.9, 0.88, 0.9], 'refuted'],
  ])('accuracies %j of 1,000 images jump: %s', (accuracies, verdict) => {
    expect(accuracyJumps(withAccuracies(accuracies), 1000).verdict).toBe(verdict);
  });

  it('the worst epoch is that of the largest loss', () => {
    expect(worstEpoch(withLosses([1, 2, 3, 4, 2]), 4)).toMatchObject({
      verdict: 'supported',
      figures: { 'epoch of the largest test loss, FCN': 4 },
    });
    expect(worstEpoch(withLosses([1, 5, 3, 4, 2]), 4).verdict).toBe('refuted');
  });

  it.each([
    [[9, 9, 9, 9, 1, 2.1, 2.9, 4], 'supported'],
    [[0, 0, 0, 0, 4, 2.9, 2.1, 1], 'refuted'],
    [[0, 0, 0, 0, 1, 3, 1, 2], 'inconclusive'],
  ])('the second half of %j rises: %s', (losses, verdict) => {
    expect(trend(withLosses(losses), 'testLoss', 'rises').verdict).toBe(verdict);
  });

  it.each([
    [[2, 1, 1.05, 1.2], 'supported'],
    [[2, 1, 1.05, 1.07], 'inconclusive'],
    [[2, 1, 1.2, 1], 'refuted'],
  ])('%j ends higher: %s', (losses, verdict) => {
    expect(endsHigher(withLosses(losses)).verdict).toBe(verdict);
  });

  it('cannot be told from too few epochs', () => {
    const short = withLosses([1, 2, 3]);
    for (const judge of [
      () => lossJumps(short, 'jumps'),
      () => accuracyJumps(short, 1000),
      () => worstEpoch(short, 4),
      () => trend(short, 'testLoss', 'rises'),
      () => endsHigher(short),
    ]) {
      expect(judge).toThrow(CannotJudge);
    }
  });
});

describe('thresholds', () => {
  it('leave a margin for the noise of times', () => {
    // FCN 3 s, SimpleCNN 9 s.
    const verdict = (bound: object) => timeRatio(study, 'SimpleCNN', 'FCN', bound).verdict;
    expect(verdict({ atMost: 2 })).toBe('refuted');
    expect(verdict({ atMost: 3.1 })).toBe('inconclusive');
    expect(verdict({ atMost: 3.5 })).toBe('supported');
    expect(verdict({ atLeast: 2, atMost: 4 })).toBe('supported');
    expect(verdict({ atLeast: 4 })).toBe('refuted');
  });

  it('of a gap leave 1.96 standard errors', () => {
    // 0.07, give or take 0.022.
    expect(gapBelow(study, 'FCN', 0.04).verdict).toBe('refuted');
    expect(gapBelow(study, 'FCN', 0.06).verdict).toBe('inconclusive');
    expect(gapBelow(study, 'FCN', 0.1).verdict).toBe('supported');
  });
});

describe('combinations', () => {
  const judgement = (verdict: 'supported' | 'refuted' | 'inconclusive') => ({
    verdict,
    figures: { [verdict]: 1 },
    because: `${verdict}.`,
  });

  it('allOf is refuted by one part, supported by all', () => {
    const verdict = (...verdicts: Parameters<typeof judgement>[0][]) =>
      allOf(...verdicts.map(judgement)).verdict;
    expect(verdict('supported', 'supported')).toBe('supported');
    expect(verdict('supported', 'inconclusive')).toBe('inconclusive');
    expect(verdict('refuted', 'inconclusive')).toBe('refuted');
    expect(allOf(judgement('supported'), judgement('refuted'))).toMatchObject({
      figures: { supported: 1, refuted: 1 },
      because: 'supported. refuted.',
    });
  });

  it('inEveryRun needs all runs of a model to agree', () => {
    const runs = [1, 2].map((seed) => ({ ...structuredClone(example), seed }));
    const judge = (verdicts: Parameters<typeof judgement>[0][]) =>
      inEveryRun({ ...study, runs }, 'FCN', ({ seed }) => judgement(verdicts[seed - 1]));
    expect(judge(['refuted', 'refuted'])).toMatchObject({
      verdict: 'refuted',
      figures: { 'refuted, seed 1': 1, 'refuted, seed 2': 1 },
    });
    expect(judge(['refuted', 'supported']).verdict).toBe('inconclusive');
    expect(() => inEveryRun(study, 'ResidualCNN', () => judgement('supported'))).toThrow(
      'No run of ResidualCNN finished.',
    );
  });
});
