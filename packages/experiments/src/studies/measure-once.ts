import type { Analyses } from '../results/types.js';
import type { MeasuredStudy } from './analyses/analysis.js';
import { analysesOf, modelsOf, type Study } from './define-study.js';

/**
 * Carries out what a study measures without training.
 *
 * @param options.earlier - measurements that are there already and are kept
 * @returns the entries by the name of their analysis; those of one that was interrupted are not among them
 */
export async function measureOnce(
  study: Study,
  options: Omit<MeasuredStudy, 'models'> & { signal: AbortSignal; earlier: Analyses },
): Promise<Analyses> {
  const { preset, dataset, signal, earlier } = options;
  const measured: Analyses = {};
  for (const { name, measure } of analysesOf(study, preset)) {
    if (!measure) continue;
    const kept = earlier[name];
    if (kept) {
      measured[name] = kept;
    } else if (!signal.aborted) {
      const entries = await measure({ dataset, models: modelsOf(study, preset), preset, signal });
      if (!signal.aborted) measured[name] = entries;
    }
  }
  return measured;
}
