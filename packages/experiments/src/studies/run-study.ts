import { join } from 'node:path';
import type { Augmentation, Dataset } from '@convstudy/datasets';
import { judgeClaims } from '../claims/judge-claims.js';
import { RunDirectoryError } from '../results/run-directory-error.js';
import type { DataRecord, RunRecord, SettingsRecord, StudyResults } from '../results/types.js';
import { entriesOf, joinAnalyses } from './analyses/entries.js';
import { modelsOf, type PresetName, type Study, type StudyModel } from './define-study.js';
import { measureOnce } from './measure-once.js';
import { newRun } from './new-run.js';
import { RunCheckpoint, type RunProgress } from './run-checkpoint.js';
import type { StudyObserver } from './study-observer.js';
import { trainHere } from './train-here.js';
import type { Trainer } from './trainer.js';

export interface RunStudyOptions {
  preset: PresetName;
  dataset: Dataset;
  /** Instead of those of the preset. */
  seeds?: number[];
  /** Ends the study after the current batch; finished epochs are kept. */
  signal?: AbortSignal;
  observer?: StudyObserver;
  /** Who trains the models. Default: this process, on tfjs's current backend. */
  trainer?: Trainer;
  /** Folder where the state of every run is kept after each epoch, until it ends. Default: nowhere. */
  checkpoints?: string;
  /**
   * Folder where every model is saved when its run finishes, in tfjs's format, as `<study>/<model>-seed<n>`. Default: nowhere.
   */
  finalModels?: string;
  /**
   * Results of an earlier call that was interrupted: runs that ended are taken over, the others go on from `checkpoints`. The
   * study, its settings and the data must be the same.
   */
  resume?: StudyResults;
  /** Results of other studies, for claims that compare with them. Default: none. */
  others?: readonly StudyResults[];
  /** Called when all runs wait for their turn or have it: the time to prepare another study. */
  onQueued?: () => void;
  /** Called with the results so far after every epoch and every run, and awaited; the place to save them. */
  onUpdate?: (results: StudyResults) => void | Promise<void>;
}

/**
 * Trains every model of a study from every seed of a preset.
 *
 * @returns the results with the verdicts on the study's claims; a run that diverged or threw is among them, marked, and does not stop the others
 * @throws RangeError if the study has no such preset; RunDirectoryError if the data are not those of `resume`, or nothing
 *   can be written any more
 */
export async function runStudy(study: Study, options: RunStudyOptions): Promise<StudyResults> {
  const { preset, dataset, observer, others = [], resume, trainer = trainHere() } = options;
  if (study.presets[preset] === undefined) throw new RangeError(missingPreset(study, preset));
  if (resume) checkSameData(study.id, resume.data, describeData(dataset));
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, ...(options.signal ? [options.signal] : [])]);
  const checkpoints = options.checkpoints && join(options.checkpoints, study.id);
  const finalModels = options.finalModels && join(options.finalModels, study.id);
  const settings = presetSettings(study, preset, options.seeds);
  const results: StudyResults = {
    ...{ id: study.id, preset, data: describeData(dataset), settings },
    ...{ runs: [], analyses: {}, claims: [] },
  };
  const plan = plannedRuns(study, preset, options.seeds);
  const measured = await measureOnce(study, {
    ...{ preset, dataset, signal },
    earlier: resume?.analyses ?? {},
  });
  // What an earlier call left: all at once, so that none is lost if this one ends early too.
  const progress = plan.map(
    ({ model, seed }) => resume && progressOf(resume, { model: model.id, seed }, Object.keys(measured)),
  );

  const collect = (judge: boolean) => {
    results.runs = progress.flatMap((known) => (known ? [known.run] : []));
    results.analyses = joinAnalyses([measured, ...progress.map((known) => known?.analyses ?? {})]);
    if (judge) results.claims = judgeClaims(study.claims ?? [], results, others);
  };
  const save = async () => await options.onUpdate?.(results);

  const carryOut = async (index: number) => {
    if (signal.aborted) return;
    const { model, seed } = plan[index];
    const id = { model: model.id, seed };
    const observed = { study: study.id, ...id, number: index + 1, runs: plan.length };
    progress[index] = { run: newRun(model.id, seed), analyses: {} };
    observer?.runStarted?.(observed);
    try {
      progress[index] = await trainer.train(
        { study, preset, settings, model, seed, dataset, checkpoints, finalModels, signal },
        {
          built: (known) => void (progress[index] = known),
          batchDone: (batch) => observer?.batchDone?.(batch, observed),
          epochDone: async (known) => {
            progress[index] = known;
            collect(false);
            await save();
            const number = known.run.epochs.length;
            observer?.epochDone?.(known.run.epochs[number - 1], number, settings.epochs, observed);
          },
        },
      );
    } catch (error) {
      if (error instanceof RunDirectoryError) throw error;
      // A process that is told to stop while it reads its data says so with an error.
      if (!signal.aborted) {
        const { run, analyses } = progress[index];
        const message = error instanceof Error ? error.message : String(error);
        progress[index] = { run: { ...run, status: 'failed', message }, analyses };
      }
    }
    collect(true);
    const { run } = progress[index];
    observer?.runEnded?.(run, observed);
    await save();
    if (checkpoints !== undefined && hasEnded(run)) await new RunCheckpoint(checkpoints, id).remove();
  };

  collect(true);
  if (plan.length === 0 || Object.keys(measured).length > 0) await save();
  const runs = plan.map(async (_, index) => {
    const known = progress[index];
    if (known && hasEnded(known.run)) return;
    await trainer.inTurn(() =>
      carryOut(index).catch((error: unknown) => {
        // Before the next has its turn.
        stop.abort();
        throw error;
      }),
    );
  });
  options.onQueued?.();
  const outcomes = await Promise.allSettled(runs);
  const broken = outcomes.find((outcome) => outcome.status === 'rejected');
  if (broken) throw broken.reason;
  return results;
}

/** The runs of a study in the order of its results; none where a preset trains nothing. */
export function plannedRuns(
  study: Study,
  preset: PresetName,
  seeds?: number[],
): { model: StudyModel; seed: number }[] {
  const settings = presetSettings(study, preset, seeds);
  if (settings.epochs === 0) return [];
  return settings.seeds.flatMap((seed) => modelsOf(study, preset).map((model) => ({ model, seed })));
}

function describeData({ name, sha256, synthetic, verified, classNames, train, test }: Dataset): DataRecord {
  return {
    name,
    sha256,
    synthetic,
    ...(verified !== undefined && { verified }),
    classNames,
    trainSize: train.size,
    testSize: test.size,
  };
}

function checkSameData(id: string, before: DataRecord, now: DataRecord): void {
  const names = { sha256: 'SHA-256 of the data', trainSize: 'number of training images' } as const;
  for (const [key, what] of Object.entries(names) as [keyof typeof names, string][]) {
    if (before[key] === now[key]) continue;
    throw new RunDirectoryError(`cannot go on with ${id}: the ${what} was ${before[key]}, now ${now[key]}`);
  }
}

/** How far a run had come, with what was analysed of it; `measured` is not of any run. */
function progressOf(
  { runs, analyses }: StudyResults,
  id: { model: string; seed: number },
  measured: readonly string[],
): RunProgress | undefined {
  const run = runs.find(({ model, seed }) => model === id.model && seed === id.seed);
  const recorded = Object.entries(analyses).filter(([name]) => !measured.includes(name));
  return run && { run, analyses: entriesOf(Object.fromEntries(recorded), id) };
}

/** Whether a run would come to nothing else if it were done again; one that failed might. */
export function hasEnded({ status }: RunRecord): boolean {
  return status === 'finished' || status === 'diverged';
}

/** The settings of a preset with its defaults filled in, and the seeds replaced if others are given. */
export function presetSettings(study: Study, presetName: PresetName, seeds?: number[]): SettingsRecord {
  const { epochs, batchSize = 64, learningRate = 1e-3, ...preset } = study.presets[presetName]!;
  const augmented = modelsOf(study, presetName).flatMap(({ id, augment }): [string, Augmentation][] =>
    augment ? [[id, augment]] : [],
  );
  return {
    epochs,
    batchSize,
    learningRate,
    seeds: seeds ?? preset.seeds ?? [1],
    ...(augmented.length > 0 && { augmented: Object.fromEntries(augmented) }),
  };
}

/** The message for a preset that a study does not have. */
export function missingPreset(study: Study, preset: string): string {
  return `study ${study.id} has no preset "${preset}"; it has ${Object.keys(study.presets).join(', ')}`;
}
