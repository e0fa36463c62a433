import { join, resolve } from 'node:path';
import type { Language } from '@convstudy/viz';
import { type Command, Option } from 'commander';
import {
  BACKENDS,
  chooseBackend,
  type BackendChoice,
  type BackendName,
} from '../../backend/choose-backend.js';
import { threadsOfEach } from '../../jobs/threads-of-each.js';
import { trainInProcesses } from '../../jobs/train-in-processes.js';
import { createProgress } from '../../progress/create-progress.js';
import { runName } from '../../progress/lines.js';
import { claimsLine } from '../../report/claims-line.js';
import { seconds } from '../../report/numbers.js';
import { planTable } from '../../report/plan-table.js';
import { resultsTable } from '../../report/results-table.js';
import { writeReport } from '../../report/write-report.js';
import { checkResumable } from '../../results/check-resumable.js';
import { coalesce } from '../../results/coalesce.js';
import { lockRunDirectory } from '../../results/lock-run-directory.js';
import { describeEnvironment } from '../../results/environment.js';
import { removeLeftovers } from '../../results/remove-leftovers.js';
import { createRunDirectory, readResults, writeResults } from '../../results/run-directory.js';
import type { Environment, Results } from '../../results/types.js';
import { modelsOf, PRESETS, type PresetName, type Study } from '../../studies/define-study.js';
import { FINAL_MODELS } from '../../studies/final-model.js';
import { isSynthetic } from '../../studies/load-data.js';
import { studies as builtIn } from '../../studies/index.js';
import { finishedAfter, planStudy, runSeconds } from '../../studies/plan-study.js';
import { hasEnded, plannedRuns, presetSettings } from '../../studies/run-study.js';
import { trainHere } from '../../studies/train-here.js';
import { carryOut } from '../carry-out.js';
import { EXIT } from '../exit-codes.js';
import { interruptible } from '../interrupt.js';
import { jobsOption } from '../jobs-option.js';
import { languageOption } from '../language-option.js';
import { wholeNumber } from '../option-values.js';
import { type SelectedStudies, selectStudies } from '../select-studies.js';
import { threadsOption } from '../threads-option.js';
import { UsageError } from '../usage-error.js';

/** More would take days, and hardly narrow a verdict. */
const MOST_SEEDS = 100;

interface RunFlags {
  preset: PresetName;
  dataDir?: string;
  backend: BackendName;
  threads?: number;
  wideVectors: boolean;
  seeds?: number;
  jobs: number;
  out?: string;
  resume?: boolean;
  dryRun?: boolean;
  lang: Language;
}

export function addRun(program: Command, exit: (code: number) => void): void {
  program
    .command('run')
    .description('carry studies out, and write results.json and a report')
    .argument(
      '<study...>',
      'studies by name (convstudy list), or all; a study of your own by its file, ./my-study.ts',
    )
    .addOption(
      new Option(
        '--preset <preset>',
        'quick: synthetic data, minutes; document: the settings of the document, real data',
      )
        .choices(PRESETS)
        .default('quick'),
    )
    .option('--data-dir <dir>', 'folder that holds the files of the data sets, or gets them')
    .addOption(
      new Option('--backend <backend>', 'auto takes WebGPU where there is a graphics card for it, else simd')
        .choices(BACKENDS)
        .default('auto'),
    )
    .addOption(threadsOption('threads of the simd backend (default: all cores)'))
    .option('--no-wide-vectors', "leave V8's experimental 256-bit vectors alone")
    .addOption(
      new Option(
        '--seeds <n>',
        'train every model from the seeds 1 to n (default: those of the preset)',
      ).argParser(wholeNumber('--seeds', 1, MOST_SEEDS)),
    )
    .addOption(jobsOption())
    .option('--out <dir>', 'run directory (default: runs/<date and time>-<preset>)')
    .option('--resume', 'go on with the interrupted run in the folder of --out, from its last finished epoch')
    .addOption(
      new Option('--dry-run', 'train nothing; say what would be trained, and for about how long').conflicts([
        'resume',
        'out',
      ]),
    )
    .addOption(languageOption())
    .action(async (names: string[], flags: RunFlags) => exit(await run(names, flags)));
}

async function run(names: string[], flags: RunFlags): Promise<number> {
  const { studies: chosen, fileOf } = await selectStudies(names, flags.preset);
  if (flags.threads !== undefined && (flags.backend === 'cpu' || flags.backend === 'webgpu')) {
    throw new UsageError(`--threads has no use with --backend ${flags.backend}: it is for simd`);
  }
  if (
    flags.dataDir !== undefined &&
    chosen.every(({ presets }) => isSynthetic(presets[flags.preset]!.data))
  ) {
    throw new UsageError(`--data-dir has no use here: preset ${flags.preset} computes its images`);
  }
  if (flags.resume && flags.out === undefined) {
    throw new UsageError('--resume needs --out: the run directory to go on with');
  }
  const backend = await chooseBackend({
    backend: flags.backend,
    wideVectors: flags.wideVectors,
    threads: flags.threads,
  });
  const seeds = flags.seeds === undefined ? undefined : oneTo(flags.seeds);
  if (flags.dryRun) return await dryRun(chosen, flags, seeds, backend);
  const environment = describeEnvironment(backend, flags.jobs);
  const directory = flags.resume
    ? resolve(flags.out!)
    : createRunDirectory(
        flags.out ?? join('runs', `${environment.date.slice(0, 19).replaceAll(':', '-')}-${flags.preset}`),
      );
  const lock = await lockRunDirectory(directory, flags.resume === true);
  try {
    if (flags.resume) await removeLeftovers(directory);
    const results: Results = flags.resume
      ? await earlierResults(directory, environment, chosen, flags.preset, seeds)
      : { schemaVersion: 1, status: 'running', environment, studies: [] };
    const save = coalesce(async () => {
      lock.check();
      await writeResults(directory, results);
    });
    await save();
    return await train(chosen, flags, { backend, environment, fileOf, seeds, directory, results, save });
  } finally {
    await lock.release();
  }
}

async function dryRun(
  chosen: readonly Study[],
  { preset, jobs }: RunFlags,
  seeds: number[] | undefined,
  backend: BackendChoice,
): Promise<number> {
  if (backend.name === 'simd') {
    const { wideVectors } = backend;
    await chooseBackend({ backend: 'simd', wideVectors, threads: threadsOfEach(backend.threads, jobs) });
  }
  const runs: number[] = [];
  for (const study of chosen) {
    const plan = await planStudy(study, { preset, ...(seeds && { seeds }) });
    runs.push(...runSeconds(plan));
    console.log(`${study.id} (${preset}): ${planTable(plan)}\n`);
  }
  const several = jobs > 1 ? `, ${jobs} models at a time` : '';
  console.log(`About ${seconds(finishedAfter(runs, jobs))} in all${several}. Nothing was trained.`);
  return EXIT.ok;
}

/** Trains what the results do not have yet, and writes the report. */
async function train(
  chosen: readonly Study[],
  { preset, jobs, dataDir, lang }: RunFlags,
  run: {
    backend: BackendChoice;
    environment: Environment;
    fileOf: SelectedStudies['fileOf'];
    seeds: number[] | undefined;
    directory: string;
    results: Results;
    save: () => Promise<void>;
  },
): Promise<number> {
  const { backend, environment, fileOf, seeds, directory, results, save } = run;
  const progress = await createProgress(process.stdout, {
    runs: missingRuns(chosen, preset, seeds, results),
    jobs,
  });
  const { signal, release } = interruptible(() =>
    progress.note('Stopping after the current batch. Ctrl-C once more quits at once.'),
  );
  const trainer =
    jobs === 1
      ? trainHere()
      : trainInProcesses({
          ...{ jobs, dataDir, backend: backend.name, wideVectors: backend.wideVectors },
          threads: environment.threads,
          moduleOf: fileOf,
          onOutput: (model, line) => progress.note(`${runName(model)}: ${line}`),
        });
  let complete: boolean;
  try {
    progress.note(`Backend ${describeBackend(environment)}, results in ${directory}`);
    const checkpoints = join(directory, 'checkpoints');
    const finalModels = join(directory, FINAL_MODELS);
    complete = await carryOut(chosen, {
      ...{ preset, trainer, progress, results, save, checkpoints, finalModels, dataDir, seeds, signal },
    });
  } catch (error) {
    results.status = 'failed';
    await save().catch(() => {});
    throw error;
  } finally {
    progress.stop();
    release();
  }

  const failed =
    !complete ||
    results.studies.some(({ runs }) =>
      runs.some(({ status }) => status === 'failed' || status === 'diverged'),
    );
  results.status = signal.aborted ? 'interrupted' : failed ? 'failed' : 'finished';
  await save();
  for (const study of results.studies) {
    const tables = study.runs.length > 0 ? [resultsTable(study)] : [];
    console.log(['', study.id, ...tables, claimsLine(study)].join('\n'));
  }
  console.log(
    `\nReport:  ${await writeReport(directory, results, { lang, studies: [...builtIn, ...chosen.filter(({ id }) => fileOf(id) !== undefined)] })}`,
  );
  console.log(`Results: ${join(directory, 'results.json')}`);
  return signal.aborted ? EXIT.interrupted : failed ? EXIT.failed : EXIT.ok;
}

/** How many runs are still to be trained, or trained again. */
function missingRuns(
  chosen: readonly Study[],
  preset: PresetName,
  seeds: number[] | undefined,
  results: Results,
): number {
  const planned = chosen.reduce((sum, study) => sum + plannedRuns(study, preset, seeds).length, 0);
  const ended = results.studies.reduce((sum, { runs }) => sum + runs.filter(hasEnded).length, 0);
  return planned - ended;
}

function describeBackend({ backend, adapter, threads, wideVectors, jobs }: Environment): string {
  const ofSimd = `${threads} ${threads === 1 ? 'thread' : 'threads'}, wide vectors ${wideVectors ? 'on' : 'off'}`;
  const details = [
    ...(adapter !== undefined ? [adapter] : backend === 'simd' ? [ofSimd] : []),
    ...(jobs !== undefined ? [`${jobs} models at a time`] : []),
  ];
  return details.length > 0 ? `${backend} (${details.join(', ')})` : backend;
}

/** What is there of a run that can go on. */
async function earlierResults(
  directory: string,
  environment: Environment,
  studies: readonly Study[],
  preset: PresetName,
  seeds: number[] | undefined,
): Promise<Results> {
  const results = await readResults(directory);
  const planned = studies.map((study) => ({
    id: study.id,
    preset,
    settings: presetSettings(study, preset, seeds),
    models: modelsOf(study, preset).map(({ id }) => id),
  }));
  checkResumable(results, environment, planned);
  return { ...results, status: 'running' };
}

function oneTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
