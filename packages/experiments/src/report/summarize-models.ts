import { type FinishedRun, finishedRuns } from '../results/finished-runs.js';
import type { StudyResults } from '../results/types.js';
import { mean, variance } from '../statistics/moments.js';

/** A figure of one model over the seeds it was trained from. */
export interface Spread {
  mean: number;
  /** Sample standard deviation; 0 of a single run. */
  deviation: number;
  low: number;
  high: number;
}

export interface ModelSummary {
  model: string;
  /** Runs that finished. */
  runs: number;
  parameters: number;
  multiplyAdds: number;
  testAccuracy: Spread;
  bestTestAccuracy: Spread;
  /** Train minus test accuracy, both evaluated with the final weights. */
  gap: Spread;
  trainSeconds: Spread;
  inferenceMs64: Spread;
  inferenceMs1: Spread;
}

/** One entry per model with at least one finished run, in the order of the runs. */
export function summarizeModels({ runs }: StudyResults): ModelSummary[] {
  const models = [...new Set(runs.map(({ model }) => model))];
  return models.flatMap((model) => {
    const finished = finishedRuns(runs).filter((run) => run.model === model);
    if (finished.length === 0) return [];
    const over = (figure: (run: FinishedRun) => number) => spread(finished.map(figure));
    return [
      {
        model,
        runs: finished.length,
        parameters: finished[0].parameters,
        multiplyAdds: finished[0].multiplyAdds,
        testAccuracy: over(({ final }) => final.test.accuracy),
        bestTestAccuracy: over(({ epochs }) => Math.max(...epochs.map((epoch) => epoch.testAccuracy))),
        gap: over(({ final }) => final.train.accuracy - final.test.accuracy),
        trainSeconds: over(({ trainSeconds }) => trainSeconds),
        inferenceMs64: over(({ inferenceMsPerImage }) => inferenceMsPerImage.batch64),
        inferenceMs1: over(({ inferenceMsPerImage }) => inferenceMsPerImage.batch1),
      },
    ];
  });
}

function spread(values: number[]): Spread {
  return {
    mean: mean(values),
    deviation: values.length > 1 ? Math.sqrt(variance(values)) : 0,
    low: Math.min(...values),
    high: Math.max(...values),
  };
}
