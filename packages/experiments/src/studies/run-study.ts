import { join } from 'node:path';
import type { Dataset } from '@convstudy/datasets';
import { judgeClaims } from '../claims/judge-claims.js';
import { RunDirectoryError } from '../results/run-directory-error.js';
import type { RunRecord, SettingsRecord, StudyResults } from '../results/types.js';
import { analysesOf, modelsOf, type PresetName, type Study } from './define-study.js';
import { addEntries, entriesOf } from './analyses/entries.js';
import { RunCheckpoint } from './run-checkpoint.js';
import { runModel } from './run-model.js';
import type { StudyObserver } from './study-observer.js';

export interface RunStudyOptions {
  preset: PresetName;
  dataset: Dataset;
  /** Instead of those of the preset. */
  seeds?: number[];
  /** Ends the study after the current batch; finished epochs are kept. */
  signal?: AbortSignal;
  observer?: StudyObserver;
  /** Folder where the state of every run is kept after each epoch, until it ends. Default: nowhere. */
  checkpoints?: string;
  /**
   * Results of an earlier call that was interrupted: runs that ended are taken over, the others go on from `checkpoints`. The
   * study, its settings and the data must be the same.
   */
  resume?: StudyResults;
  /** Results of other studies, for claims that compare with them. Default: none. */
  others?: readonly StudyResults[];
  /** Called with the results so far after every epoch and every run, and awaited; the place to save them. */
  onUpdate?: (results: StudyResults) => void | Promise<void>;
}

/**
 * Trains every model of a study from every seed of a preset, on tfjs's current backend.
 *
 * @returns the results with the verdicts on the study's claims; a run that diverged or threw is among them, marked, and does not stop the others
 * @throws RangeError if the study has no such preset; RunDirectoryError if the data are not those of `resume`
 */
export async function runStudy(study: Study, options: RunStudyOptions): Promise<StudyResults> {
  const { dataset, signal, observer, others = [], checkpoints, resume } = options;
  const preset = study.presets[options.preset];
  if (preset === undefined) throw new RangeError(missingPreset(study, options.preset));
  const settings = presetSettings(study, options.preset, options.seeds);
  const [models, chosen] = [modelsOf(study, options.preset), analysesOf(study, options.preset)];
  if (resume && resume.data.sha256 !== dataset.sha256) {
    throw new RunDirectoryError(
      `cannot go on with ${study.id}: the SHA-256 of the data was ${resume.data.sha256}, now ${dataset.sha256}`,
    );
  }
  const results: StudyResults = {
    id: study.id,
    preset: options.preset,
    data: {
      name: dataset.name,
      sha256: dataset.sha256,
      synthetic: dataset.synthetic,
      ...(dataset.verified !== undefined && { verified: dataset.verified }),
      classNames: dataset.classNames,
      trainSize: dataset.train.size,
      testSize: dataset.test.size,
    },
    settings,
    runs: [],
    analyses: {},
    claims: [],
  };
  const save = () => options.onUpdate?.(results);
  const claims = study.claims ?? [];
  const plan =
    settings.epochs === 0 ? [] : settings.seeds.flatMap((seed) => models.map((model) => ({ model, seed })));
  for (const { name, measure } of chosen) {
    if (!measure || signal?.aborted) continue;
    results.analyses[name] =
      resume?.analyses[name] ??
      (await measure({ dataset, models, preset: options.preset, ...(signal && { signal }) }));
  }
  // All at once, so that none is lost if this call ends early too.
  for (const ended of resume?.runs.filter(hasEnded) ?? []) {
    results.runs.push(ended);
    addEntries(results.analyses, entriesOf(resume!.analyses, ended));
  }
  results.claims = judgeClaims(claims, results, others);
  if (plan.length === 0 || chosen.some(({ measure }) => measure)) await save();
  for (const [index, { model, seed }] of plan.entries()) {
    if (results.runs.some((run) => run.model === model.id && run.seed === seed)) continue;
    if (signal?.aborted) break;
    const run: RunRecord = {
      model: model.id,
      seed,
      parameters: 0,
      multiplyAdds: 0,
      // What a reader finds if the process ends before the run does.
      status: 'interrupted',
      epochs: [],
      trainSeconds: 0,
    };
    // Where the plan has it: runs after one that failed may have ended already.
    results.runs.splice(index, 0, run);
    observer?.runStarted?.({ model: model.id, seed, number: index + 1, runs: plan.length });
    const analyses = { chosen, records: results.analyses };
    const checkpoint =
      checkpoints === undefined ? undefined : new RunCheckpoint(join(checkpoints, study.id), run);
    await runModel(run, model, { dataset, settings, analyses, signal, observer, save, checkpoint });
    results.claims = judgeClaims(claims, results, others);
    observer?.runEnded?.(run);
    await save();
    if (hasEnded(run)) await checkpoint?.remove();
  }
  return results;
}

/** Whether a run would come to nothing else if it were done again; one that failed might. */
function hasEnded({ status }: RunRecord): boolean {
  return status === 'finished' || status === 'diverged';
}

/** The settings of a preset with its defaults filled in, and the seeds replaced if others are given. */
export function presetSettings(study: Study, presetName: PresetName, seeds?: number[]): SettingsRecord {
  const { epochs, batchSize = 64, learningRate = 1e-3, ...preset } = study.presets[presetName]!;
  const augmented = modelsOf(study, presetName).flatMap(({ id, augment }) =>
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
