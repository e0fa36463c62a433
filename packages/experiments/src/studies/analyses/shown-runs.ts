import type { Language } from '@convstudy/viz';
import { reportWords } from '../../report/words/index.js';
import type { RunRecord } from '../../results/types.js';

/** Of the entries of several seeds, those of each model's first: enough to look at. */
export function firstOfEach<Entry extends { model: string; seed: number }>(
  entries: readonly Entry[],
): Entry[] {
  return entries.filter(({ model, seed }) => entries.find((entry) => entry.model === model)!.seed === seed);
}

/** For captions: which seed is shown; nothing where there is only one. */
export function ofSeed(seed: number, runs: readonly RunRecord[], lang: Language = 'en'): string {
  return runs.some((run) => run.seed !== seed) ? reportWords[lang].analyses.seed(seed) : '';
}

/** A model's name as part of a figure's id. */
export function slug(model: string): string {
  return model.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
