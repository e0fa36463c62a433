import type { Language } from '@convstudy/viz';
import { reportWords } from '../../report/words/index.js';
import type { RunRecord } from '../../results/types.js';

/** Of the entries of several seeds, each model's first: enough to look at. */
export function firstOfEach<Entry extends { model: string }>(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ model }, i) => entries.findIndex((entry) => entry.model === model) === i);
}

/** For captions: which seed is shown; nothing where there is only one. */
export function ofSeed(seed: number, runs: readonly RunRecord[], lang: Language = 'en'): string {
  return runs.some((run) => run.seed !== seed) ? reportWords[lang].analyses.seed(seed) : '';
}

/** A model's name as part of a figure's id. */
export function slug(model: string): string {
  return model.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
