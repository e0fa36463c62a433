import type { StudyResults } from '../results/types.js';
import type { Judgement } from './claim.js';
import { ALPHA, chance, compare } from './compare.js';
import type { Measure } from './measures.js';

/**
 * That a model's figure is slightly higher (lower) than that of another: ahead beyond the noise, and by less than `limit`.
 * Refuted if beyond the noise it is behind, or ahead by `limit` or more.
 */
export function differsSlightly(
  study: StudyResults,
  measure: Measure,
  direction: 'higher' | 'lower',
  model: string,
  other: string,
  limit: number,
): Judgement {
  const { a, b, p, test } = compare(study, measure, model, other);
  const ahead = (direction === 'higher' ? 1 : -1) * (a - b);
  return {
    verdict: p >= ALPHA ? 'inconclusive' : ahead > 0 && ahead < limit ? 'supported' : 'refuted',
    figures: {
      [`${measure.name}, ${model}`]: a,
      [`${measure.name}, ${other}`]: b,
      [`p, ${model} and ${other}`]: p,
    },
    because: `${model} ${measure.format(a)}, ${other} ${measure.format(b)} (${chance(p)}); by ${test}.`,
  };
}
