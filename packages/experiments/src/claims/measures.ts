import type { FinishedRun } from '../results/finished-runs.js';
import { decodeHits } from '../results/test-hits.js';
import type { StudyResults } from '../results/types.js';
import { percent, points, seconds } from '../report/numbers.js';
import { mcnemarTest } from '../statistics/mcnemar-test.js';
import { lineThrough } from '../statistics/line.js';
import { mean } from '../statistics/moments.js';
import { pairedTest, twoSided, welchTest } from '../statistics/t-tests.js';
import { CannotJudge } from './claim.js';

/**
 * How much further apart runs of one model from different seeds are than one run alone lets expect, in standard deviations, in
 * `fixtures/mnist-seeds.json`: by McNemar's test over the images 1.8 times for FCN and 2.5 for SimpleCNN, by the paired test
 * over the epochs 1.8 and 2.6.
 */
const SEED_FACTOR = 2.5;

/** How far a ratio of times may be off: times vary by about as much from run to run. */
export const TIMING_NOISE = 1.1;

/** A figure of a run by which models are compared. */
export interface Measure {
  name: string;
  of: (run: FinishedRun) => number;
  format: (value: number) => string;
  /** What decides between two single runs, where there are too few seeds to tell how much a seed matters. */
  single: {
    name: string;
    /** Two-sided p value of no difference. */
    p: (a: FinishedRun, b: FinishedRun, study: StudyResults) => number;
  };
}

/** With the final weights. */
export const testAccuracy: Measure = {
  name: 'test accuracy',
  of: ({ final }) => final.test.accuracy,
  format: percent,
  single: {
    name: "McNemar's test over the test images with room for the seed",
    p: (a, b, { data }) => {
      const { onlyA, onlyB } = mcnemarTest(hitsOf(a, data.testSize), hitsOf(b, data.testSize));
      if (onlyA === onlyB) return 1;
      const noise = Math.hypot((SEED_FACTOR * Math.sqrt(onlyA + onlyB)) / data.testSize, swing(a), swing(b));
      return twoSided((onlyA - onlyB) / data.testSize / noise, data.testSize - 1);
    },
  },
};

/**
 * Training time, evaluation left out. The epochs of a run repeat the same work, so they tell how much times vary; logarithms,
 * so that an epoch with a pause counts for less. That the machine was busier during a whole run they cannot tell: a tenth is
 * no difference.
 */
export const trainingTime: Measure = {
  name: 'training time',
  of: ({ trainSeconds }) => trainSeconds,
  format: seconds,
  single: {
    name: "Welch's t-test over the logarithms of the epochs' seconds, beyond a tenth",
    p: (a, b) => {
      const [ofA, ofB] = [secondsOf(a).map(Math.log), secondsOf(b).map(Math.log)];
      const [shorter, longer] = mean(ofA) < mean(ofB) ? [ofA, ofB] : [ofB, ofA];
      const tenthMore = shorter.map((value) => value + Math.log(TIMING_NOISE));
      return mean(tenthMore) < mean(longer) ? welchTest(tenthMore, longer) : 1;
    },
  },
};

/** Train minus test accuracy, both with the final weights. */
export const gap: Measure = {
  name: 'train minus test accuracy',
  of: gapOf,
  format: points,
  single: {
    name: 'the binomial errors of the four accuracies',
    // Of different images, which these are not: that leaves room for the seed.
    p: (a, b, { data }) =>
      twoSided(
        (gapOf(a) - gapOf(b)) / Math.hypot(gapError(a, data), gapError(b, data)) || 0,
        data.testSize - 1,
      ),
  },
};

/** Mean over the epochs of the loss on the test images. */
export const testLoss: Measure = {
  name: 'mean test loss of the epochs',
  of: (run) => mean(lossesOf(run)),
  format: (value) => value.toFixed(4),
  single: {
    name: 'the paired t-test over the epochs with room for the seed',
    p: (a, b) => pairedTest(lossesOf(a), lossesOf(b), SEED_FACTOR),
  },
};

/** Standard error of a run's train minus test accuracy. */
export function gapError(
  { final }: FinishedRun,
  { trainSize, testSize }: Pick<StudyResults['data'], 'trainSize' | 'testSize'>,
): number {
  const squared = (accuracy: number, images: number) => (accuracy * (1 - accuracy)) / images;
  return Math.sqrt(squared(final.train.accuracy, trainSize) + squared(final.test.accuracy, testSize));
}

/**
 * Standard deviation of a run's test accuracy over the second half of its epochs, about a line: where training stopped among
 * such swings is chance too. 0 where the half has fewer than three epochs.
 */
function swing({ epochs }: FinishedRun): number {
  const half = epochs.slice(Math.floor(epochs.length / 2)).map(({ testAccuracy: accuracy }) => accuracy);
  return half.length < 3 ? 0 : Math.sqrt(lineThrough(half).squares / (half.length - 2));
}

function gapOf({ final }: FinishedRun): number {
  return final.train.accuracy - final.test.accuracy;
}

function hitsOf(run: FinishedRun, images: number): boolean[] {
  const hits = decodeHits(run, images);
  if (hits) return hits;
  throw new CannotJudge(
    `The results do not say which test images ${run.model} got right, and there are too few seeds.`,
  );
}

function secondsOf(run: FinishedRun): number[] {
  return atLeast(
    3,
    run.epochs.map((epoch) => epoch.seconds),
  );
}

function lossesOf(run: FinishedRun): number[] {
  return atLeast(
    3,
    run.epochs.map((epoch) => epoch.testLoss),
  );
}

/** @throws CannotJudge if there are fewer epochs than it takes */
export function atLeast(epochs: number, values: number[]): number[] {
  if (values.length >= epochs) return values;
  throw new CannotJudge(`It takes ${epochs} epochs at least to tell; there are ${values.length}.`);
}
