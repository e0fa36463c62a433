import {
  comparisonPanels,
  learningCurves,
  seedSpread,
  type Language,
  type VegaLiteSpec,
} from '@convstudy/viz';
import { finishedRuns } from '../results/finished-runs.js';
import type { StudyResults } from '../results/types.js';
import { dataTitle } from './data-name.js';
import { count } from './numbers.js';
import { summarizeModels, type Spread } from './summarize-models.js';
import { reportWords } from './words/index.js';

/** A chart of the report; `id` names its SVG file. */
export interface Figure {
  id: string;
  caption: string;
  spec: VegaLiteSpec;
}

/** The charts that every study has, by what claims call them. */
export type StandardFigure = 'loss' | 'accuracy' | 'comparison' | 'seeds';

/** With fewer seeds an interval says nothing. */
const ENOUGH_SEEDS = 3;

/**
 * The charts of a study that show losses, accuracies, times and sizes, those that its results suffice for.
 *
 * @param models - all models of the study; their order gives each its colour, whatever has finished
 */
export function studyFigures(
  study: StudyResults,
  models: string[],
  lang: Language,
): { name: StandardFigure; figure: Figure }[] {
  return [...comparison(study, models, lang), ...seeds(study, models, lang), ...curves(study, models, lang)];
}

function curves(study: StudyResults, models: string[], lang: Language) {
  const words = reportWords[lang].figures;
  const trained = study.runs.filter(({ epochs }) => epochs.length > 0);
  if (trained.length === 0) return [];
  const { name, trainSize, testSize } = study.data;
  return (['loss', 'accuracy'] as const).map((metric) => {
    const [train, test] =
      metric === 'loss' ? (['trainLoss', 'testLoss'] as const) : (['trainAccuracy', 'testAccuracy'] as const);
    const figure: Figure = {
      id: `${study.id}-${metric}`,
      caption: words[metric].caption,
      spec: learningCurves({
        title: words[metric].title,
        subtitle: words.trainedOn(dataTitle(name, lang), count(trainSize), count(testSize)),
        lang,
        metric,
        models: models.filter((model) => trained.some((run) => run.model === model)),
        runs: trained.map(({ model, seed, epochs }) => ({
          model,
          seed,
          epochs: epochs.map((epoch, index) => ({
            epoch: index + 1,
            train: epoch[train],
            test: epoch[test],
          })),
        })),
      }),
    };
    return { name: metric, figure };
  });
}

function comparison(study: StudyResults, models: string[], lang: Language) {
  const words = reportWords[lang].figures.comparison;
  const summaries = summarizeModels(study);
  if (summaries.length < 2) return [];
  const values = (figure: (summary: (typeof summaries)[number]) => Spread) =>
    summaries.map((summary) => {
      const { mean, low, high } = figure(summary);
      return { model: summary.model, value: mean, ...(summary.runs > 1 && { low, high }) };
    });
  const figure: Figure = {
    id: `${study.id}-comparison`,
    caption: words.caption,
    spec: comparisonPanels({
      title: words.title,
      lang,
      models: models.filter((model) => summaries.some((summary) => summary.model === model)),
      panels: [
        {
          valueTitle: words.panels.accuracy,
          values: values((model) => model.testAccuracy),
          format: '.2%',
        },
        { valueTitle: words.panels.time, values: values((model) => model.trainSeconds), format: ',.1f' },
        {
          valueTitle: words.panels.parameters,
          values: summaries.map(({ model, parameters }) => ({ model, value: parameters })),
          format: ',d',
        },
        {
          valueTitle: words.panels.inference,
          values: values((model) => model.inferenceMs64),
          format: '.3~r',
        },
      ],
    }),
  };
  return [{ name: 'comparison' as const, figure }];
}

function seeds(study: StudyResults, models: string[], lang: Language) {
  const words = reportWords[lang].figures.seeds;
  if (study.settings.seeds.length < ENOUGH_SEEDS) return [];
  const finished = finishedRuns(study.runs);
  const shown = models.filter((model) => finished.some((run) => run.model === model));
  if (shown.length === 0) return [];
  const figure: Figure = {
    id: `${study.id}-seeds`,
    caption: words.caption,
    spec: seedSpread({
      title: words.title,
      lang,
      valueTitle: words.value,
      format: '.2%',
      models: shown,
      runs: shown.map((model) => {
        const own = finished.filter((run) => run.model === model);
        return {
          model,
          values: own.map(({ final }) => final.test.accuracy),
          seeds: own.map(({ seed }) => seed),
        };
      }),
    }),
  };
  return [{ name: 'seeds' as const, figure }];
}
