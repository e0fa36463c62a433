import pLimit from 'p-limit';
import type { Trainer } from '../studies/trainer.js';
import { jobProcess } from './job-process.js';
import type { Job } from './protocol.js';

export interface ProcessesOptions extends Pick<Job, 'backend' | 'wideVectors' | 'dataDir'> {
  /** Runs at the same time. */
  jobs: number;
  /** Of each of them. */
  threads: number;
  /** The file that defines a study, as an absolute path; undefined for a built-in one. */
  moduleOf: (studyId: string) => string | undefined;
  /** Called with every line that the process of a run writes. */
  onOutput: (run: { model: string; seed: number }, line: string) => void;
}

/** Trains every run in a process of its own, several at the same time: their numbers are those of runs in this process. */
export function trainInProcesses(options: ProcessesOptions): Trainer {
  const { jobs, threads, backend, wideVectors, dataDir, moduleOf, onOutput } = options;
  const limit = pLimit(jobs);
  return {
    inTurn: (work) => limit(work),
    train: ({ study, preset, model, seed, dataset, checkpoints, signal }, listener) =>
      jobProcess(
        {
          ...{ studyModule: moduleOf(study.id), studyId: study.id, preset, model: model.id, seed },
          ...{ dataDir, dataSha256: dataset.sha256, checkpoints, backend, threads, wideVectors },
        },
        listener,
        { signal, onOutput: (line) => onOutput({ model: model.id, seed }, line) },
      ),
  };
}
