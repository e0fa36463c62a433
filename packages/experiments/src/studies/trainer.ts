import type { Dataset } from '@convstudy/datasets';
import type { SettingsRecord } from '../results/types.js';
import type { BatchProgress } from '../training/train-model.js';
import type { PresetName, Study, StudyModel } from './define-study.js';
import type { RunProgress } from './run-checkpoint.js';

/** One model to be trained once from one seed. */
export interface RunTask {
  study: Study;
  preset: PresetName;
  settings: SettingsRecord;
  model: StudyModel;
  seed: number;
  dataset: Dataset;
  /** Folder where the state of the training is kept after every epoch, and taken from if there is one. Default: nowhere. */
  checkpoints?: string | undefined;
  /** Folder where the trained model is saved when its run finishes. Default: nowhere. */
  finalModels?: string | undefined;
  /** Ends the run after the current batch. */
  signal?: AbortSignal | undefined;
}

/** What a run tells while it goes on. */
export interface RunListener {
  /** The model is there, with the epochs of its checkpoint if there was one. */
  built: (progress: RunProgress) => void;
  batchDone: (progress: BatchProgress) => void;
  /** Called when the checkpoint is written, and awaited where the run is of the same process. */
  epochDone: (progress: RunProgress) => void | Promise<void>;
}

/** Who trains: this process, one run after another, or processes of their own, several at the same time. */
export interface Trainer {
  /** Does something when its turn comes: as many at the same time as runs may be, in the order of asking. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Carries one run out.
   *
   * @returns the record of the run that finished, diverged or was interrupted, and what was analysed of it
   * @throws Error why the run could not go on; RunDirectoryError if nothing can be written any more
   */
  train(task: RunTask, listener: RunListener): Promise<RunProgress>;
}
