import { judgeClaims } from '../claims/judge-claims.js';
import type { Progress } from '../progress/progress.js';
import { RunDirectoryError } from '../results/run-directory-error.js';
import type { Results, StudyResults } from '../results/types.js';
import { analysesOf, type PresetName, type Study } from '../studies/define-study.js';
import { loadData } from '../studies/load-data.js';
import { runStudy } from '../studies/run-study.js';
import type { Trainer } from '../studies/trainer.js';

export interface CarryOutOptions {
  preset: PresetName;
  trainer: Trainer;
  progress: Progress;
  /** What there is already; gets everything else. */
  results: Results;
  /** Writes the results. */
  save: () => Promise<void>;
  /** Folder with a folder for each study. */
  checkpoints: string;
  /** Folder with a folder for the trained models of each study. */
  finalModels: string;
  dataDir: string | undefined;
  seeds: number[] | undefined;
  signal: AbortSignal;
}

/**
 * Trains what the results do not have yet of some studies. When a study has no more runs that wait for their turn, the next is
 * prepared, so that no trainer is idle between them; but nothing is trained while a study takes times, lest they be disturbed.
 *
 * @returns whether all could be done, apart from runs that failed; why not has been noted
 * @throws RunDirectoryError if results or checkpoints cannot be written: then nothing goes on
 */
export async function carryOut(chosen: readonly Study[], options: CarryOutOptions): Promise<boolean> {
  const { preset, trainer, progress, results, save } = options;
  const broken = new AbortController();
  const signal = AbortSignal.any([options.signal, broken.signal]);
  const known = new Map(results.studies.map((study) => [study.id, study]));
  let complete = true;

  const keep = async (study: StudyResults) => {
    known.set(study.id, study);
    results.studies = chosen.flatMap(({ id }) => known.get(id) ?? []);
    await save();
  };
  const carryOutStudy = async (study: Study, onQueued: () => void) => {
    const resume = known.get(study.id);
    const dataset = await loadData(study.presets[preset]!.data, {
      ...(options.dataDir !== undefined && { dataDir: options.dataDir }),
      onProgress: progress.download,
      onWarning: progress.note,
      signal,
    });
    await runStudy(study, {
      ...{ preset, dataset, signal, trainer, onQueued, observer: progress, onUpdate: keep },
      ...(options.seeds && { seeds: options.seeds }),
      ...(resume && { resume }),
      checkpoints: options.checkpoints,
      finalModels: options.finalModels,
      others: results.studies.filter(({ id }) => id !== study.id),
    });
  };

  const underWay: Promise<void>[] = [];
  for (const study of chosen) {
    if (analysesOf(study, preset).some(({ timed }) => timed)) await Promise.all(underWay);
    // Behind all runs that wait: when its turn comes, none does.
    await trainer.inTurn(async () => {});
    if (signal.aborted) break;
    progress.note(`\n${study.id} (${preset}): ${study.title}`);
    await new Promise<void>((queued) => {
      const ended = carryOutStudy(study, queued).catch((error: unknown) => {
        // An aborted download throws; there is nothing of it to keep.
        if (signal.aborted) return;
        if (error instanceof RunDirectoryError) {
          broken.abort(error);
          return;
        }
        complete = false;
        progress.note(
          `${study.id} could not go on: ${error instanceof Error ? error.message : String(error)}`,
        );
      });
      underWay.push(ended);
      void ended.then(queued);
    });
  }
  await Promise.all(underWay);
  if (broken.signal.aborted) throw broken.signal.reason;
  // Claims that compare studies could not be judged before the last of them was there.
  for (const study of results.studies) {
    const definition = chosen.find(({ id }) => id === study.id);
    study.claims = judgeClaims(definition?.claims ?? [], study, results.studies);
  }
  return complete;
}
