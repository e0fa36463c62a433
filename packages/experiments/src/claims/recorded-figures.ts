import type { StudyResults } from '../results/types.js';
import { mean } from '../statistics/moments.js';
import { welchTest } from '../statistics/t-tests.js';
import type { Judgement } from './claim.js';
import { ALPHA, chance } from './compare.js';

/** A figure that an analysis records of a run. */
export interface RecordedFigure {
  name: string;
  /**
   * Of every finished run of a model.
   *
   * @throws CannotJudge if there is none
   */
  of: (study: StudyResults, model: string) => number[];
  format: (value: number) => string;
}

/** Fewer seeds say too little about how much a seed matters. */
const ENOUGH_SEEDS = 3;

/**
 * That a model's figure is higher (lower) than another's by a factor of `margin` at least, in the mean over the seeds. Refuted
 * if it is not higher (lower) at all. With three or more seeds of both neither may be within the noise by Welch's t-test over
 * the seeds.
 *
 * @param margin - above 1: 1.1 stands for 10 % more, or for as much less as makes the other's figure 10 % more
 */
export function differsBy(
  study: StudyResults,
  figure: RecordedFigure,
  direction: 'higher' | 'lower',
  model: string,
  other: string,
  margin: number,
): Judgement {
  const [values, theirs] = [figure.of(study, model), figure.of(study, other)];
  const [own, their] = [mean(values), mean(theirs)];
  const ratio = direction === 'higher' ? own / their : their / own;
  const enough = Math.min(values.length, theirs.length) >= ENOUGH_SEEDS;
  const p = enough ? welchTest(values, theirs) : undefined;
  const byChance = p !== undefined && p >= ALPHA;
  return {
    verdict: byChance
      ? 'inconclusive'
      : ratio >= margin
        ? 'supported'
        : ratio <= 1
          ? 'refuted'
          : 'inconclusive',
    figures: {
      [`${figure.name}, ${model}`]: own,
      [`${figure.name}, ${other}`]: their,
      ...(p !== undefined && { [`p, ${model} and ${other}`]: p }),
    },
    because:
      `${figure.name}: ${model} ${figure.format(own)}, ${other} ${figure.format(their)}` +
      (p === undefined ? '.' : ` (${chance(p)}; by Welch's t-test over the seeds).`),
  };
}

/**
 * That a model's figure is at least `supported`, in the mean over the seeds. Refuted below `refuted`; in between nothing is
 * decided.
 */
export function reaches(
  study: StudyResults,
  figure: RecordedFigure,
  model: string,
  { supported, refuted }: { supported: number; refuted: number },
): Judgement {
  const value = mean(figure.of(study, model));
  return {
    verdict: value >= supported ? 'supported' : value < refuted ? 'refuted' : 'inconclusive',
    figures: { [`${figure.name}, ${model}`]: value },
    because: `${figure.name}: ${model} ${figure.format(value)}.`,
  };
}
