import type { Judgement } from '../../../claims/claim.js';
import { finishedRuns } from '../../../results/finished-runs.js';
import type { StudyResults } from '../../../results/types.js';
import { count } from '../../../report/numbers.js';
import { isMatched } from '../nets.js';

/** A judgement of nets of different size, with a word on it: what differs may be the size rather than the kernel. */
export function mindSizes(study: StudyResults, judgement: Judgement): Judgement {
  if (isMatched(study)) return judgement;
  const sizes = new Map(finishedRuns(study.runs).map(({ model, parameters }) => [model, parameters]));
  const listed = [...sizes].map(([model, parameters]) => `${model} ${count(parameters)}`).join(', ');
  return {
    ...judgement,
    because: `${judgement.because} These nets differ in size as well as in their kernels (parameters: ${listed}).`,
  };
}
