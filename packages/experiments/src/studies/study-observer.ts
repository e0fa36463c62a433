import type { EpochRecord, RunRecord } from '../results/types.js';
import type { BatchProgress } from '../training/train-model.js';

/** Which run an observer hears of: several may go on at the same time. */
export interface ObservedRun {
  study: string;
  model: string;
  seed: number;
  /** Counted from 1, in the order of the plan. */
  number: number;
  /** How many the study has. */
  runs: number;
}

/** What a display of a running study wants to hear; every part is optional. */
export interface StudyObserver {
  runStarted?: (run: ObservedRun) => void;
  /** A few times a second from a run in another process, and of the last batch of every epoch. */
  batchDone?: (progress: BatchProgress, run: ObservedRun) => void;
  epochDone?: (epoch: EpochRecord, number: number, epochs: number, run: ObservedRun) => void;
  runEnded?: (record: RunRecord, run: ObservedRun) => void;
}
