import type { Language } from '@convstudy/viz';
import type { StudyResults } from '../results/types.js';
import { analyses as builtIn, type Analysis, type Shown } from '../studies/analyses/index.js';

/**
 * What the analyses have to show of their entries: those of the study's definition first, in their order, then the package's own
 * of which the results have entries all the same. Entries of other analyses are left out.
 * Each thing comes with the name of its analysis.
 *
 * @param models - all models of the study
 * @param chosen - the analyses of the study's definition
 */
export function showAnalyses(
  study: StudyResults,
  models: string[],
  chosen: readonly Analysis[],
  lang: Language,
): { name: string; shown: Shown }[] {
  const others = (Object.values(builtIn) as Analysis[]).filter(
    ({ name }) => !chosen.some((analysis) => analysis.name === name),
  );
  return [...chosen, ...others].flatMap((analysis) => {
    const entries = study.analyses[analysis.name] ?? [];
    const shown = entries.length > 0 ? (analysis.show?.(entries, study, models, lang) ?? []) : [];
    return shown.map((item) => ({ name: analysis.name, shown: item }));
  });
}
