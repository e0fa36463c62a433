import type { StudyResults } from '../results/types.js';
import { factor, percent, points, seconds } from './numbers.js';
import { summarizeModels, type ModelSummary } from './summarize-models.js';

/** What came out of a study, in sentences: the extremes, and the runs that did not finish. */
export function findings(study: StudyResults): string[] {
  const models = summarizeModels(study);
  return [...(models.length > 1 ? comparisons(models) : []), ...unfinished(study)];
}

function comparisons(models: ModelSummary[]): string[] {
  const accuracy = order(models, (model) => -model.testAccuracy.mean);
  const time = order(models, (model) => model.trainSeconds.mean);
  const gap = order(models, (model) => model.gap.mean);
  const fastest = time[0];
  const slowest = time[time.length - 1];
  return [
    `Test accuracy after the last epoch, highest first: ${list(accuracy, (model) => percent(model.testAccuracy.mean))}.`,
    `Training time, shortest first: ${list(time, (model) => seconds(model.trainSeconds.mean))}; ` +
      `${slowest.model} takes ${factor(slowest.trainSeconds.mean / fastest.trainSeconds.mean)} times as long as ${fastest.model}.`,
    `Gap between training and test accuracy, smallest first: ${list(gap, (model) => points(model.gap.mean))}.`,
  ];
}

function unfinished({ runs }: StudyResults): string[] {
  return runs
    .filter(({ status }) => status !== 'finished')
    .map(({ model, seed, status, message, epochs }) => {
      const why = message ? ` (${message})` : '';
      return `${model}, seed ${seed}: ${status}${why}; ${epochs.length} finished ${epochs.length === 1 ? 'epoch is' : 'epochs are'} shown.`;
    });
}

function order(models: ModelSummary[], by: (model: ModelSummary) => number): ModelSummary[] {
  return [...models].sort((a, b) => by(a) - by(b));
}

function list(models: ModelSummary[], figure: (model: ModelSummary) => string): string {
  return models.map((model) => `${model.model} ${figure(model)}`).join(', ');
}
