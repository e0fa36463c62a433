import type { RunRecord } from './types.js';

export type FinishedRun = RunRecord & Required<Pick<RunRecord, 'final' | 'inferenceMsPerImage'>>;

/** The runs that went through all of their epochs, and have all figures for it. */
export function finishedRuns(runs: readonly RunRecord[]): FinishedRun[] {
  return runs.filter((run): run is FinishedRun => run.status === 'finished');
}
