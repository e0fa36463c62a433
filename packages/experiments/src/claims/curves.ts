import type { FinishedRun } from '../results/finished-runs.js';
import { percent } from '../report/numbers.js';
import { slopeTest } from '../statistics/t-tests.js';
import type { Judgement } from './claim.js';
import { ALPHA, chance } from './compare.js';
import { atLeast } from './measures.js';

/** Statements about the shape of one run's curve over the epochs, each by a rule of its own that says its threshold. */

/** A loss that rises by more than this from one epoch to the next jumps. */
const JUMP = 0.05;
const FEWEST_FOR_SHAPE = 4;
/** Of which the second half has four. */
const FEWEST_FOR_TREND = 7;

/**
 * That the test loss jumps: rises by over 5 % from one epoch to the next. Supported by two such epochs, refuted by none;
 * `steady` is the opposite statement.
 */
export function lossJumps({ model, epochs }: FinishedRun, expected: 'jumps' | 'steady'): Judgement {
  const losses = atLeast(
    FEWEST_FOR_SHAPE,
    epochs.map(({ testLoss }) => testLoss),
  );
  const jumps = losses.filter((loss, i) => i > 0 && loss > (1 + JUMP) * losses[i - 1]).length;
  return {
    verdict: jumps === 1 ? 'inconclusive' : jumps > 1 === (expected === 'jumps') ? 'supported' : 'refuted',
    figures: { [`epochs with a jump, ${model}`]: jumps },
    because: `The test loss of ${model} rose by over ${100 * JUMP} % in ${times(jumps, losses.length - 1)}.`,
  };
}

/**
 * That the test accuracy jumps: falls from one epoch to the next by more than 1.96 standard errors of two independent tests.
 * Supported by two such epochs, refuted by none.
 */
export function accuracyJumps({ model, epochs }: FinishedRun, testSize: number): Judgement {
  const accuracies = atLeast(
    FEWEST_FOR_SHAPE,
    epochs.map(({ testAccuracy }) => testAccuracy),
  );
  const noise = (a: number, b: number) => 1.96 * Math.sqrt((a * (1 - a) + b * (1 - b)) / testSize);
  const jumps = accuracies.filter(
    (value, i) => i > 0 && accuracies[i - 1] - value > noise(value, accuracies[i - 1]),
  ).length;
  return {
    verdict: jumps > 1 ? 'supported' : jumps === 1 ? 'inconclusive' : 'refuted',
    figures: { [`epochs with a fall, ${model}`]: jumps },
    because: `The test accuracy of ${model} fell by more than the noise of ${testSize} images in ${times(jumps, accuracies.length - 1)}.`,
  };
}

/** That the test loss is largest in a certain epoch, counted from 1. */
export function worstEpoch({ model, epochs }: FinishedRun, expected: number): Judgement {
  const losses = atLeast(
    expected,
    epochs.map(({ testLoss }) => testLoss),
  );
  const largest = losses.indexOf(Math.max(...losses)) + 1;
  return {
    verdict: largest === expected ? 'supported' : 'refuted',
    figures: { [`epoch of the largest test loss, ${model}`]: largest },
    because: `The test loss of ${model} is largest in epoch ${largest}: ${losses[largest - 1].toFixed(4)}.`,
  };
}

/**
 * That a figure rises (falls) towards the end: the least-squares slope over the second half of the epochs, by its t-test. A
 * slope the other way beyond the noise refutes it.
 */
export function trend(
  { model, epochs }: FinishedRun,
  figure: 'testLoss' | 'testAccuracy',
  direction: 'rises' | 'falls',
): Judgement {
  const values = atLeast(
    FEWEST_FOR_TREND,
    epochs.map((epoch) => epoch[figure]),
  );
  const half = values.slice(Math.floor(values.length / 2));
  const { slope, p } = slopeTest(half);
  const asStated = slope > 0 === (direction === 'rises');
  const name = figure === 'testLoss' ? 'test loss' : 'test accuracy';
  return {
    verdict: p >= ALPHA ? 'inconclusive' : asStated ? 'supported' : 'refuted',
    figures: { [`slope of the ${name} per epoch, ${model}`]: slope, [`p of the slope, ${model}`]: p },
    because: `Over the last ${half.length} epochs the ${name} of ${model} changed by ${slope.toPrecision(2)} an epoch (${chance(p)}).`,
  };
}

/**
 * That the test loss ends well above its minimum: by 10 % or more. Refuted by less than 5 %.
 */
export function endsHigher({ model, epochs }: FinishedRun): Judgement {
  const losses = atLeast(
    FEWEST_FOR_SHAPE,
    epochs.map(({ testLoss }) => testLoss),
  );
  const lowest = Math.min(...losses);
  const rise = losses[losses.length - 1] / lowest - 1;
  return {
    verdict: rise >= 0.1 ? 'supported' : rise < JUMP ? 'refuted' : 'inconclusive',
    figures: { [`rise of the test loss, ${model}`]: rise },
    because: `The last test loss of ${model} is ${percent(rise)} above its smallest, ${lowest.toFixed(4)} in epoch ${losses.indexOf(lowest) + 1}.`,
  };
}

function times(count: number, of: number): string {
  return `${count} of ${of} steps between epochs`;
}
