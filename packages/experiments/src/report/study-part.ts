import type { Block, Language, TableBlock } from '@convstudy/viz';
import { judgeClaims } from '../claims/judge-claims.js';
import type { Results, StudyResults } from '../results/types.js';
import type { Shown } from '../studies/analyses/index.js';
import { analysesOf, modelsOf, type Study } from '../studies/define-study.js';
import { modelsTable } from './models-table.js';
import { showAnalyses } from './show-analyses.js';
import { studyFigures, type Figure } from './study-figures.js';
import { studyTexts, type StudyTexts } from './study-texts.js';
import { summarizeModels } from './summarize-models.js';

/** What the report has of one study. */
export interface StudyPart {
  /** With its claims judged anew where its definition is known. */
  study: StudyResults;
  /** What its definition says, where it is known. */
  texts?: StudyTexts;
  title: string;
  models: { id: string; layersSummary?: string }[];
  resultsTable?: TableBlock;
  evidence: Block[];
  figures: Figure[];
  /** Ids of its figures and tables by what claims call them. */
  names: ReadonlyMap<string, readonly string[]>;
}

/** Prepares one study of the results: its claims judged, its figures drawn up. */
export function studyPart(
  recorded: StudyResults,
  results: Results,
  definition: Study | undefined,
  lang: Language,
): StudyPart {
  const study = definition
    ? { ...recorded, claims: judgeClaims(definition.claims ?? [], recorded, results.studies) }
    : recorded;
  const models = definition ? modelsOf(definition, study.preset) : trainedModels(study).map((id) => ({ id }));
  const order = models.map(({ id }) => id);
  const shown: { name: string; shown: Shown }[] = [
    ...studyFigures(study, order, lang).map(({ name, figure }) => ({ name, shown: figure })),
    ...showAnalyses(study, order, definition ? analysesOf(definition, study.preset) : [], lang),
  ];
  const resultsTable = summarizeModels(study).length > 0 ? modelsTable(study, lang) : undefined;
  return {
    study,
    title: study.id,
    ...(definition && definedTexts(definition, lang)),
    models,
    ...(resultsTable && { resultsTable }),
    evidence: shown.map(({ shown }) => (isFigure(shown) ? { kind: 'figure', ...shown } : shown)),
    figures: shown.map(({ shown }) => shown).filter(isFigure),
    names: namesOf(study, [
      ...shown.flatMap(({ name, shown }) =>
        'id' in shown && shown.id !== undefined ? [{ name, id: shown.id }] : [],
      ),
      ...(resultsTable ? [{ name: 'models', id: resultsTable.id }] : []),
    ]),
  };
}

function definedTexts(definition: Study, lang: Language): Pick<StudyPart, 'texts' | 'title'> {
  const texts = studyTexts(definition, lang);
  return { texts, title: texts.title };
}

function isFigure(shown: Shown): shown is Figure {
  return 'spec' in shown;
}

function trainedModels({ runs }: StudyResults): string[] {
  return [...new Set(runs.map(({ model }) => model))];
}

/** Each thing by the name of what it belongs to, and by its own id without the study's. */
function namesOf(study: StudyResults, shown: { name: string; id: string }[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { name, id } of shown) {
    const own = id.startsWith(`${study.id}-`) ? id.slice(study.id.length + 1) : id;
    for (const key of new Set([name, own])) names.set(key, [...(names.get(key) ?? []), id]);
  }
  return names;
}
