import pLimit from 'p-limit';
import type { BackendName } from '../backend/choose-backend.js';
import type { Trainer } from '../studies/trainer.js';
import { jobProcess } from './job-process.js';

export interface ProcessesOptions {
  /** Runs at the same time. */
  jobs: number;
  /** Threads of `simd` in each process. Default 1. */
  threads?: number;
  /** Default `simd`. */
  backend?: BackendName;
  /** Whether V8 is asked for 256-bit vectors. Default false. */
  wideVectors?: boolean;
  /** As `loadData` takes it. */
  dataDir?: string | undefined;
  /**
   * The file that exports a study, as an absolute path; undefined for a built-in one. Processes cannot be handed a study: they
   * get it from there. Default: all are built-in ones.
   */
  moduleOf?: (studyId: string) => string | undefined;
  /** Called with every line that the process of a run writes. Default: it is lost. */
  onOutput?: (run: { model: string; seed: number }, line: string) => void;
}

/**
 * Trains every run in a process of its own, several at the same time. Numbers are those of runs in this process, times are those
 * of a machine that is shared.
 */
export function trainInProcesses(options: ProcessesOptions): Trainer {
  const { jobs, threads = 1, backend = 'simd', wideVectors = false, dataDir, moduleOf, onOutput } = options;
  const limit = pLimit(jobs);
  return {
    inTurn: (work) => limit(work),
    train: ({ study, preset, model, seed, dataset, checkpoints, finalModels, signal }, listener) =>
      jobProcess(
        {
          ...{ studyModule: moduleOf?.(study.id), studyId: study.id, preset, model: model.id, seed },
          ...{ dataDir, dataSha256: dataset.sha256, checkpoints, finalModels, backend, threads, wideVectors },
        },
        listener,
        { signal, onOutput: (line) => onOutput?.({ model: model.id, seed }, line) },
      ),
  };
}
