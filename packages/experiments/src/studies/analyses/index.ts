import { recordConfusion } from './confusion.js';
import { recordGradientFlow } from './gradient-flow.js';
import type { AnalysedRun, AnalysisName, Recorder } from './recorder.js';
import { recordWeights } from './weights.js';

export type { AnalysisName, Recorder } from './recorder.js';

const RECORDERS: Record<AnalysisName, (run: AnalysedRun) => Recorder> = {
  confusion: recordConfusion,
  gradientFlow: recordGradientFlow,
  weights: recordWeights,
};

export const ANALYSES = Object.keys(RECORDERS) as AnalysisName[];

/** The analyses of a study, ready for one run. */
export function recorders(names: readonly AnalysisName[], run: AnalysedRun): Recorder[] {
  return names.map((name) => RECORDERS[name](run));
}
