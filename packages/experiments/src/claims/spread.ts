import type { StudyResults } from '../results/types.js';
import { variance } from '../statistics/moments.js';
import { varianceTest } from '../statistics/variance-test.js';
import { CannotJudge, type Judgement } from './claim.js';
import { runsOf } from './combine.js';
import { ALPHA, chance } from './compare.js';
import type { Measure } from './measures.js';

/** Two seeds say hardly anything about how much a model varies. */
const FEWEST_SEEDS = 3;

/**
 * That a model's figure varies more (less) from seed to seed than that of every other one: supported if its standard deviation
 * over the seeds is larger (smaller) than each beyond the noise by the F-test, refuted if another one is beyond it the other
 * way, for which each of the others gets its share of alpha. Few seeds tell large differences only: with three of each, one
 * deviation must be over six times the other.
 *
 * @throws CannotJudge if a model has fewer than three finished runs
 */
export function spreadStandsOut(
  study: StudyResults,
  measure: Measure,
  direction: 'largest' | 'smallest',
  model: string,
  others: readonly string[],
): Judgement {
  const sign = direction === 'largest' ? 1 : -1;
  const values = valuesOf(study, measure, model);
  const own = Math.sqrt(variance(values));
  const comparisons = others.map((other) => {
    const theirs = valuesOf(study, measure, other);
    return { other, deviation: Math.sqrt(variance(theirs)), p: varianceTest(values, theirs) };
  });
  const supported = comparisons.every(({ deviation, p }) => sign * (own - deviation) > 0 && p < ALPHA);
  const refuted = comparisons.some(
    ({ deviation, p }) => sign * (own - deviation) < 0 && p < ALPHA / others.length,
  );
  return {
    verdict: supported ? 'supported' : refuted ? 'refuted' : 'inconclusive',
    figures: Object.fromEntries([
      [`standard deviation of the ${measure.name}, ${model}`, own],
      ...comparisons.flatMap(({ other, deviation, p }) => [
        [`standard deviation of the ${measure.name}, ${other}`, deviation],
        [`p, ${model} and ${other}`, p],
      ]),
    ]) as Record<string, number>,
    because:
      `Standard deviation of the ${measure.name} over ${values.length} seeds: ${model} ${measure.format(own)}, ` +
      `${comparisons.map(({ other, deviation, p }) => `${other} ${measure.format(deviation)} (${chance(p)})`).join(', ')}; by the F-test.`,
  };
}

function valuesOf(study: StudyResults, measure: Measure, model: string): number[] {
  const runs = runsOf(study, model);
  if (runs.length >= FEWEST_SEEDS) return runs.map(measure.of);
  throw new CannotJudge(
    `How much a model varies from seed to seed takes ${FEWEST_SEEDS} seeds at least; ${model} has ${runs.length}.`,
  );
}
