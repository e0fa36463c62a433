import type { Language } from '@convstudy/viz';
import type { StudyResults } from '../results/types.js';
import { factor, percent } from './numbers.js';
import { summarizeModels, type ModelSummary } from './summarize-models.js';
import { reportWords } from './words/index.js';

/** What came out of a study, in sentences: the extremes, and the runs that did not finish. */
export function findings(study: StudyResults, lang: Language): string[] {
  const models = summarizeModels(study);
  return [...(models.length > 1 ? comparisons(models, lang) : []), ...unfinished(study, lang)];
}

function comparisons(models: ModelSummary[], lang: Language): string[] {
  const { findings: words, numbers } = reportWords[lang];
  const accuracy = order(models, (model) => -model.testAccuracy.mean);
  const time = order(models, (model) => model.trainSeconds.mean);
  const gap = order(models, (model) => model.gap.mean);
  const fastest = time[0];
  const slowest = time[time.length - 1];
  return [
    words.accuracy(list(accuracy, (model) => percent(model.testAccuracy.mean))),
    words.time(
      list(time, (model) => numbers.seconds(model.trainSeconds.mean)),
      slowest.model,
      factor(slowest.trainSeconds.mean / fastest.trainSeconds.mean),
      fastest.model,
    ),
    words.gap(list(gap, (model) => numbers.points(model.gap.mean))),
  ];
}

function unfinished({ runs }: StudyResults, lang: Language): string[] {
  const words = reportWords[lang].findings;
  return runs.flatMap((run) =>
    run.status === 'finished' ? [] : [words.unfinished(run, run.status, run.epochs.length)],
  );
}

function order(models: ModelSummary[], by: (model: ModelSummary) => number): ModelSummary[] {
  return [...models].sort((a, b) => by(a) - by(b));
}

function list(models: ModelSummary[], figure: (model: ModelSummary) => string): string {
  return models.map((model) => `${model.model} ${figure(model)}`).join(', ');
}
