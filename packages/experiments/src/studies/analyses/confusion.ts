import { confusionMatrix } from '../../analysis/confusion.js';
import type { AnalysedRun, Recorder } from './recorder.js';

export function recordConfusion({ dataset, id, analyses }: AnalysedRun): Recorder {
  return {
    finished(predicted) {
      const counts = confusionMatrix(dataset.test.labels, predicted, dataset.classNames.length);
      (analyses.confusion ??= []).push({ ...id, counts });
    },
  };
}
