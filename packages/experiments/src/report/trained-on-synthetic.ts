import type { StudyResults } from '../results/types.js';

/** Whether a study's figures come from computed images. Where nothing is trained, its data do not matter. */
export function trainedOnSynthetic({ data, settings }: Pick<StudyResults, 'data' | 'settings'>): boolean {
  return data.synthetic && settings.epochs > 0;
}
