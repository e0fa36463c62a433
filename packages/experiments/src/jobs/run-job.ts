import { chooseBackend } from '../backend/choose-backend.js';
import { EXIT } from '../cli/exit-codes.js';
import { RunDirectoryError } from '../results/run-directory-error.js';
import { modelsOf } from '../studies/define-study.js';
import { loadData } from '../studies/load-data.js';
import { finalModelFolder, saveFinalModel } from '../studies/final-model.js';
import { RunCheckpoint, type RunProgress } from '../studies/run-checkpoint.js';
import { runModel } from '../studies/run-model.js';
import { presetSettings } from '../studies/run-study.js';
import { findStudy } from './find-study.js';
import { BATCH_REPORT_MS, type Job, type JobReport, type JobRequest } from './protocol.js';

/**
 * The process of one run: takes a job from the process that started it, trains, reports, and ends. It also ends, without
 * writing anything any more, as soon as the other process has gone.
 */
export async function runJob(): Promise<void> {
  const parent = process.ppid;
  const quitIfAlone = () => {
    // Whichever is known first: a message of the channel's end waits until the current batch is done.
    if (!process.connected || process.ppid !== parent) process.exit(EXIT.interrupted);
  };
  process.on('disconnect', quitIfAlone);
  // Both reach the other process too, which then says when to stop.
  process.on('SIGINT', () => {}).on('SIGTERM', () => {});

  const stop = new AbortController();
  const job = await new Promise<Job>((resolve) => {
    process.on('message', (request: JobRequest) => {
      if (request.kind === 'train') resolve(request.job);
      else stop.abort();
    });
  });
  try {
    await report({ kind: 'ended', progress: await train(job, stop.signal, quitIfAlone) });
  } catch (error) {
    await report({
      kind: 'failed',
      message: error instanceof Error ? error.message : String(error),
      ofRunDirectory: error instanceof RunDirectoryError,
    });
  }
}

async function train(job: Job, signal: AbortSignal, quitIfAlone: () => void): Promise<RunProgress> {
  const { preset, seed, dataDir, finalModels, backend, threads, wideVectors } = job;
  await chooseBackend({ backend, wideVectors, ...(backend === 'simd' && { threads }) });
  const study = await findStudy(job.studyId, job.studyModule);
  const model = modelsOf(study, preset).find(({ id }) => id === job.model);
  const source = study.presets[preset]?.data;
  if (!model || !source) {
    throw new Error(`study "${study.id}" has no model "${job.model}" in the preset ${preset}`);
  }
  const dataset = await loadData(source, { ...(dataDir !== undefined && { dataDir }), signal });
  if (dataset.sha256 !== job.dataSha256) {
    throw new Error(`the SHA-256 of the data was ${job.dataSha256}, now ${dataset.sha256}`);
  }
  const checkpoint = job.checkpoints === undefined ? undefined : new RunCheckpoint(job.checkpoints, job);
  let reported = -Infinity;
  return await runModel(
    {
      ...{ study, preset, model, seed, dataset, signal },
      settings: presetSettings(study, preset),
      checkpoint: checkpoint && {
        restore: (training) => checkpoint.restore(training),
        save: async (training, progress) => {
          quitIfAlone();
          await checkpoint.save(training, progress);
        },
      },
      saveModel:
        finalModels === undefined
          ? undefined
          : async (trained) => {
              quitIfAlone();
              await saveFinalModel(finalModelFolder(finalModels, job), trained);
            },
    },
    {
      built: (progress) => void report({ kind: 'built', progress }),
      batchDone(progress) {
        const now = performance.now();
        if (now - reported < BATCH_REPORT_MS && progress.batch < progress.batches) return;
        reported = now;
        void report({ kind: 'batch', progress });
      },
      epochDone: (progress) => report({ kind: 'epoch', progress }),
    },
  );
}

/** Tells the other process, if it is still there; done when it is sent. */
function report(message: JobReport): Promise<void> {
  return new Promise((resolve) => {
    if (!process.send || !process.connected) resolve();
    else process.send(message, undefined, undefined, () => resolve());
  });
}
