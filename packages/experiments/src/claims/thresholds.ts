import type { StudyResults, Verdict } from '../results/types.js';
import { factor, points } from '../report/numbers.js';
import type { Judgement } from './claim.js';
import { inEveryRun, runsOf } from './combine.js';
import { gap, gapError, TIMING_NOISE } from './measures.js';
import { mean } from '../statistics/moments.js';

/** That a model takes at least (at most) so many times as long to train as another. */
export function timeRatio(
  study: StudyResults,
  model: string,
  other: string,
  bound: { atLeast?: number; atMost?: number },
): Judgement {
  const time = (name: string) => mean(runsOf(study, name).map(({ trainSeconds }) => trainSeconds));
  const ratio = time(model) / time(other);
  return {
    verdict: verdictOnTimes(ratio, bound),
    figures: { [`training time, ${model} over ${other}`]: ratio },
    because: `${model} took ${factor(ratio)} times as long to train as ${other}.`,
  };
}

/** That a ratio of times is at least (at most) so much: supported if it is by 10 %, refuted if it is 10 % beyond that. */
export function verdictOnTimes(
  ratio: number,
  { atLeast = 0, atMost = Infinity }: { atLeast?: number; atMost?: number },
): Verdict {
  const within = ratio >= atLeast * TIMING_NOISE && ratio <= atMost / TIMING_NOISE;
  const beyond = ratio < atLeast / TIMING_NOISE || ratio > atMost * TIMING_NOISE;
  return within ? 'supported' : beyond ? 'refuted' : 'inconclusive';
}

/** That the train accuracy of a model is less than so much above its test accuracy, by 1.96 binomial standard errors. */
export function gapBelow(study: StudyResults, model: string, threshold: number): Judgement {
  return inEveryRun(study, model, (run) => {
    const value = gap.of(run);
    const margin = 1.96 * gapError(run, study.data);
    return {
      verdict:
        value + margin < threshold ? 'supported' : value - margin > threshold ? 'refuted' : 'inconclusive',
      figures: { [`${gap.name}, ${model}`]: value, [`margin, ${model}`]: margin },
      because: `${model}: ${points(value)}, give or take ${points(margin)}.`,
    };
  });
}
