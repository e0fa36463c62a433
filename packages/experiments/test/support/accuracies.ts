import type { StudyResults } from '../../src/results/types.js';
import { exampleResults } from './results.js';

/** A study with a finished run for each model and accuracy; the seeds are 1, 2, ... */
export function studyWithAccuracies(accuracies: Record<string, number[]>): StudyResults {
  const study = exampleResults().studies[0];
  const runs = Object.entries(accuracies).flatMap(([model, values]) =>
    values.map((accuracy, i) => {
      const run = structuredClone(study.runs[0]);
      run.final!.test.accuracy = accuracy;
      return { ...run, model, seed: i + 1 };
    }),
  );
  return { ...study, runs };
}
