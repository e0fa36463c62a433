import { comparisonPanels, learningCurves, type VegaLiteSpec } from '@convstudy/viz';
import type { StudyResults } from '../results/types.js';
import { analysisFigures } from './analysis-figures.js';
import { summarizeModels, type Spread } from './summarize-models.js';

/** A chart of the report; `id` names its SVG file. */
export interface Figure {
  id: string;
  caption: string;
  spec: VegaLiteSpec;
}

/**
 * The charts of a study, those that its results suffice for.
 *
 * @param models - all models of the study; their order gives each its colour, whatever has finished
 */
export function studyFigures(study: StudyResults, models: string[]): Figure[] {
  return [...curves(study, models), ...comparison(study, models), ...analysisFigures(study, models)];
}

function curves(study: StudyResults, models: string[]): Figure[] {
  const trained = study.runs.filter(({ epochs }) => epochs.length > 0);
  if (trained.length === 0) return [];
  const where = `${study.data.name}, ${study.data.trainSize} training and ${study.data.testSize} test images`;
  return (['loss', 'accuracy'] as const).map((metric) => {
    const [train, test] =
      metric === 'loss' ? (['trainLoss', 'testLoss'] as const) : (['trainAccuracy', 'testAccuracy'] as const);
    return {
      id: `${study.id}-${metric}`,
      caption: `${metric === 'loss' ? 'Loss' : 'Accuracy'} on training and test images by epoch. Training figures are running means while the weights change, with dropout acting; test figures are an evaluation after the epoch.`,
      spec: learningCurves({
        title: `${metric === 'loss' ? 'Loss' : 'Accuracy'} by epoch`,
        subtitle: where,
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
  });
}

function comparison(study: StudyResults, models: string[]): Figure[] {
  const summaries = summarizeModels(study);
  if (summaries.length < 2) return [];
  const values = (figure: (summary: (typeof summaries)[number]) => Spread) =>
    summaries.map((summary) => {
      const { mean, low, high } = figure(summary);
      return { model: summary.model, value: mean, ...(summary.runs > 1 && { low, high }) };
    });
  return [
    {
      id: `${study.id}-comparison`,
      caption:
        'Test accuracy with the final weights, seconds of training without evaluation, trainable parameters, and the time of a forward pass per image in a batch of 64.',
      spec: comparisonPanels({
        title: 'Accuracy, time and size of the models',
        models: models.filter((model) => summaries.some((summary) => summary.model === model)),
        panels: [
          { valueTitle: 'Test accuracy (%)', values: values((model) => model.testAccuracy), format: '.2%' },
          { valueTitle: 'Training time (s)', values: values((model) => model.trainSeconds), format: ',.1f' },
          {
            valueTitle: 'Trainable parameters',
            values: summaries.map(({ model, parameters }) => ({ model, value: parameters })),
            format: ',d',
          },
          {
            valueTitle: 'Inference (ms per image)',
            values: values((model) => model.inferenceMs64),
            format: '.3~r',
          },
        ],
      }),
    },
  ];
}
