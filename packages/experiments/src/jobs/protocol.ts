import type { BackendName } from '../backend/choose-backend.js';
import type { PresetName } from '../studies/define-study.js';
import type { RunProgress } from '../studies/run-checkpoint.js';
import type { BatchProgress } from '../training/train-model.js';

/** One run, told to the process that is to train it. */
export interface Job {
  /** The file that defines the study, as an absolute path. Absent: the study is a built-in one. */
  studyModule?: string | undefined;
  studyId: string;
  preset: PresetName;
  model: string;
  seed: number;
  /** As `loadData` takes it. */
  dataDir?: string | undefined;
  /** The fingerprint that the data must have: those of the other runs. */
  dataSha256: string;
  /** Folder of the study's checkpoints. Absent: none are kept. */
  checkpoints?: string | undefined;
  /** Folder of the study's trained models. Absent: none are kept. */
  finalModels?: string | undefined;
  backend: BackendName;
  threads: number;
  wideVectors: boolean;
}

/** To a process that trains. */
export type JobRequest =
  | { kind: 'train'; job: Job }
  /** End after the current batch. */
  | { kind: 'stop' };

/** From a process that trains; `ended` or `failed` is the last. */
export type JobReport =
  | { kind: 'built'; progress: RunProgress }
  | { kind: 'batch'; progress: BatchProgress }
  | { kind: 'epoch'; progress: RunProgress }
  | { kind: 'ended'; progress: RunProgress }
  | {
      kind: 'failed';
      message: string;
      /** Whether it is the run directory that cannot be written: then no other run can go on either. */
      ofRunDirectory: boolean;
    };

/** Sent no more often than a display is drawn: messages take time from training. */
export const BATCH_REPORT_MS = 100;
