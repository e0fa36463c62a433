import { percent, points } from '../report/numbers.js';
import type { StudyResults } from '../results/types.js';
import { mean } from '../statistics/moments.js';
import type { Judgement } from './claim.js';
import { inEveryRun, runsOf } from './combine.js';
import { atLeast, testAccuracy } from './measures.js';

/** What "about" leaves open; with a little for rounding, since accuracies are counts over 10,000. */
const ABOUT = 0.002 + 1e-9;

/**
 * That the test accuracy, in the mean over the seeds, is about what was stated: no further off than 0.2 points. Refuted
 * beyond these 0.2 points and 1.96 binomial standard errors of the stated accuracy. All seeds have the same test images, so
 * more of them do not make that error smaller.
 */
export function accuracyIsAbout(study: StudyResults, model: string, stated: number): Judgement {
  const accuracy = mean(runsOf(study, model).map(testAccuracy.of));
  const margin = marginOf(stated, study);
  const off = Math.abs(accuracy - stated);
  return {
    verdict: off <= ABOUT ? 'supported' : off > ABOUT + margin ? 'refuted' : 'inconclusive',
    figures: {
      [`test accuracy, ${model}`]: accuracy,
      'stated accuracy': stated,
      'margin beyond 0.2 points': margin,
    },
    because: `${model}: ${percent(accuracy)}, ${points(off)} from ${percent(stated)}, where chance makes ${points(margin)}.`,
  };
}

/** That the test accuracy after a certain epoch, counted from 1, is at least so much, by 1.96 binomial standard errors. */
export function accuracyReached(study: StudyResults, model: string, epoch: number, least: number): Judgement {
  return inEveryRun(study, model, ({ epochs }) => {
    const accuracies = atLeast(
      epoch,
      epochs.map(({ testAccuracy: accuracy }) => accuracy),
    );
    const accuracy = accuracies[epoch - 1];
    const margin = marginOf(accuracy, study);
    return {
      verdict:
        accuracy - margin >= least ? 'supported' : accuracy + margin < least ? 'refuted' : 'inconclusive',
      figures: { [`test accuracy after epoch ${epoch}, ${model}`]: accuracy, [`margin, ${model}`]: margin },
      because: `${model} after epoch ${epoch}: ${percent(accuracy)}, give or take ${points(margin)}.`,
    };
  });
}

function marginOf(accuracy: number, { data }: StudyResults): number {
  return 1.96 * Math.sqrt((accuracy * (1 - accuracy)) / data.testSize);
}
