import type { EpochRecord, RunRecord } from '../results/types.js';
import type { BatchProgress } from '../training/train-model.js';

/** What a display of a running study wants to hear; every part is optional. */
export interface StudyObserver {
  runStarted?: (run: { model: string; seed: number; number: number; runs: number }) => void;
  batchDone?: (progress: BatchProgress) => void;
  epochDone?: (epoch: EpochRecord, number: number, epochs: number) => void;
  runEnded?: (run: RunRecord) => void;
}
