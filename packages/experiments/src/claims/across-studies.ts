import { finishedRuns } from '../results/finished-runs.js';
import type { StudyResults } from '../results/types.js';
import { variance } from '../statistics/moments.js';
import { varianceTest } from '../statistics/variance-test.js';
import { CannotJudge, type Judgement } from './claim.js';
import { ALPHA, capital, compare } from './compare.js';
import type { Measure } from './measures.js';

/** A model, and one that it is held against, in one study's results. */
export interface Pairing {
  study: StudyResults;
  model: string;
  other: string;
}

/** Fewer say hardly anything about how much a model varies. */
const FEWEST_SEEDS = 3;

/**
 * That in every study at hand models are ahead of others: supported if each is beyond the noise, refuted if one is behind
 * beyond it, for which each pair gets its share of alpha. Pairs that cannot be compared are left out.
 *
 * @param direction - of the figure, for the model that is said to be ahead
 * @throws CannotJudge if no pair can be compared
 */
export function aheadEverywhere(
  pairings: readonly Pairing[],
  measure: Measure,
  direction: 'higher' | 'lower',
): Judgement {
  const compared = pairings.flatMap((pairing) => comparison(pairing, measure));
  if (compared.length === 0) throw new CannotJudge('The models to be compared have no finished runs.');
  const sign = direction === 'higher' ? 1 : -1;
  const ahead = compared.filter(({ a, b, p }) => sign * (a - b) > 0 && p < ALPHA);
  const behind = compared.filter(({ a, b, p }) => sign * (a - b) < 0 && p < ALPHA / compared.length);
  const within = compared.length - ahead.length - behind.length;
  const tests = [...new Set(compared.map(({ test }) => test))].join('; ');
  return {
    verdict: behind.length > 0 ? 'refuted' : ahead.length === compared.length ? 'supported' : 'inconclusive',
    figures: Object.fromEntries(
      compared.flatMap(({ study: { id }, model, other, a, b, p }) => [
        [`${measure.name}, ${model}, ${id}`, a],
        [`${measure.name}, ${other}, ${id}`, b],
        [`p, ${model} and ${other}, ${id}`, p],
      ]),
    ),
    because:
      `${capital(measure.name)}: ahead ${outOf(ahead, compared.length)}; behind ${outOf(behind, compared.length)}; ` +
      `within the noise in ${within}; by ${tests}.`,
  };
}

function comparison(pairing: Pairing, measure: Measure) {
  const { study, model, other } = pairing;
  try {
    return [{ ...pairing, ...compare(study, measure, model, other) }];
  } catch (error) {
    if (error instanceof CannotJudge) return [];
    throw error;
  }
}

function outOf(pairings: readonly Pairing[], all: number): string {
  const names = pairings.map(({ study, model, other }) => `${model} of ${other} in ${study.id}`);
  return `in ${pairings.length} of ${all} pairs${names.length > 0 ? ` (${names.join(', ')})` : ''}`;
}

/**
 * That in no study at hand a model's figure varies more from seed to seed than the other's: refuted if in a pair the model's
 * standard deviation is larger beyond the noise by the F-test, for which each pair gets its share of alpha; else supported.
 * Pairs with fewer than three seeds of either model are left out.
 *
 * @returns undefined if there are too few seeds everywhere
 */
export function variesNoMore(pairings: readonly Pairing[], measure: Measure): Judgement | undefined {
  const compared = pairings.flatMap((pairing) => {
    const [own, their] = [pairing.model, pairing.other].map((name) =>
      finishedRuns(pairing.study.runs)
        .filter(({ model }) => model === name)
        .map(measure.of),
    );
    if (Math.min(own.length, their.length) < FEWEST_SEEDS) return [];
    return [{ ...pairing, own: variance(own), their: variance(their), p: varianceTest(own, their) }];
  });
  if (compared.length === 0) return undefined;
  const more = compared.filter(({ own, their, p }) => own > their && p < ALPHA / compared.length);
  return {
    verdict: more.length > 0 ? 'refuted' : 'supported',
    figures: Object.fromEntries(
      compared.flatMap(({ study: { id }, model, other, own, their, p }) => [
        [`standard deviation of the ${measure.name}, ${model}, ${id}`, Math.sqrt(own)],
        [`standard deviation of the ${measure.name}, ${other}, ${id}`, Math.sqrt(their)],
        [`p of the deviations, ${model} and ${other}, ${id}`, p],
      ]),
    ),
    because: `From seed to seed the ${measure.name} varies more ${outOf(more, compared.length)}, by the F-test.`,
  };
}
