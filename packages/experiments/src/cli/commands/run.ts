import { join, resolve } from 'node:path';
import type { Language } from '@convstudy/viz';
import { type Command, Option } from 'commander';
import {
  BACKENDS,
  chooseBackend,
  type BackendChoice,
  type BackendName,
} from '../../backend/choose-backend.js';
import { createProgress } from '../../progress/create-progress.js';
import { claimsTable } from '../../report/claims-table.js';
import { seconds } from '../../report/numbers.js';
import { plannedSeconds, planTable } from '../../report/plan-table.js';
import { resultsTable } from '../../report/results-table.js';
import { writeReport } from '../../report/write-report.js';
import { checkResumable } from '../../results/check-resumable.js';
import { lockRunDirectory } from '../../results/lock-run-directory.js';
import { describeEnvironment } from '../../results/environment.js';
import { createRunDirectory, readResults, writeResults } from '../../results/run-directory.js';
import type { Environment, Results } from '../../results/types.js';
import { PRESETS, type PresetName, type Study } from '../../studies/define-study.js';
import { isSynthetic, loadData } from '../../studies/load-data.js';
import { planStudy } from '../../studies/plan-study.js';
import { presetSettings, runStudy } from '../../studies/run-study.js';
import { EXIT } from '../exit-codes.js';
import { interruptible } from '../interrupt.js';
import { languageOption } from '../language-option.js';
import { wholeNumber } from '../option-values.js';
import { refuseForNow } from '../later-options.js';
import { selectStudies } from '../select-studies.js';
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
  out?: string;
  resume?: boolean;
  dryRun?: boolean;
  lang: Language;
}

export function addRun(program: Command, exit: (code: number) => void): void {
  const command = program
    .command('run')
    .description('carry studies out, and write results.json and a report')
    .argument('<study...>', 'studies by name (convstudy list), or all')
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
  refuseForNow(command, ['--jobs <n>']);
}

async function run(names: string[], flags: RunFlags): Promise<number> {
  const chosen = selectStudies(names, flags.preset);
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
  const environment = describeEnvironment(backend);
  const seeds = flags.seeds === undefined ? undefined : oneTo(flags.seeds);
  if (flags.dryRun) return await dryRun(chosen, flags.preset, seeds);
  const directory = flags.resume
    ? resolve(flags.out!)
    : createRunDirectory(
        flags.out ?? join('runs', `${environment.date.slice(0, 19).replaceAll(':', '-')}-${flags.preset}`),
      );
  const lock = await lockRunDirectory(directory, flags.resume === true);
  try {
    const results: Results = flags.resume
      ? await earlierResults(directory, environment, chosen, flags.preset, seeds)
      : { schemaVersion: 1, status: 'running', environment, studies: [] };
    const save = async () => {
      lock.check();
      await writeResults(directory, results);
    };
    await save();
    return await carryOut(chosen, flags, { backend, seeds, directory, results, save });
  } finally {
    await lock.release();
  }
}

async function dryRun(
  chosen: readonly Study[],
  preset: PresetName,
  seeds: number[] | undefined,
): Promise<number> {
  let total = 0;
  for (const study of chosen) {
    const plan = await planStudy(study, { preset, ...(seeds && { seeds }) });
    total += plannedSeconds(plan);
    console.log(`${study.id} (${preset}): ${planTable(plan)}\n`);
  }
  console.log(`About ${seconds(total)} in all. Nothing was trained.`);
  return EXIT.ok;
}

/** Trains what the results do not have yet, and writes the report. */
async function carryOut(
  chosen: readonly Study[],
  flags: RunFlags,
  run: {
    backend: BackendChoice;
    seeds: number[] | undefined;
    directory: string;
    results: Results;
    save: () => Promise<void>;
  },
): Promise<number> {
  const { backend, seeds, directory, results, save } = run;
  const progress = await createProgress(process.stdout);
  const { signal, release } = interruptible(() =>
    progress.note('Stopping after the current batch. Ctrl-C once more quits at once.'),
  );
  try {
    const { name, adapter, threads, wideVectors } = backend;
    const ofSimd = `${threads} ${threads === 1 ? 'thread' : 'threads'}, wide vectors ${wideVectors ? 'on' : 'off'}`;
    const details = adapter ?? (name === 'simd' ? ofSimd : '');
    progress.note(`Backend ${name}${details ? ` (${details})` : ''}, results in ${directory}`);
    for (const study of chosen) {
      if (signal.aborted) break;
      progress.note(`\n${study.id} (${flags.preset}): ${study.title}`);
      const dataset = await loadData(study.presets[flags.preset]!.data, {
        ...(flags.dataDir !== undefined && { dataDir: flags.dataDir }),
        onProgress: progress.download,
        onWarning: progress.note,
        signal,
      });
      const earlier = results.studies.find(({ id }) => id === study.id);
      const others = results.studies.filter(({ id }) => id !== study.id);
      const position = earlier ? results.studies.indexOf(earlier) : results.studies.length;
      await runStudy(study, {
        preset: flags.preset,
        dataset,
        signal,
        ...(seeds && { seeds }),
        ...(earlier && { resume: earlier }),
        checkpoints: join(directory, 'checkpoints'),
        observer: progress,
        others,
        onUpdate: async (soFar) => {
          results.studies[position] = soFar;
          await save();
        },
      });
    }
  } catch (error) {
    // An aborted download throws; there is nothing of it to keep.
    if (!signal.aborted) {
      results.status = 'failed';
      await save().catch(() => {});
      throw error;
    }
  } finally {
    progress.stop();
    release();
  }

  const failed = results.studies.some(({ runs }) =>
    runs.some(({ status }) => status === 'failed' || status === 'diverged'),
  );
  results.status = signal.aborted ? 'interrupted' : failed ? 'failed' : 'finished';
  await save();
  for (const study of results.studies) {
    console.log(`\n${study.id}\n${resultsTable(study)}\n${claimsTable(study)}`);
  }
  console.log(`\nReport:  ${await writeReport(directory, results, { lang: flags.lang })}`);
  console.log(`Results: ${join(directory, 'results.json')}`);
  return signal.aborted ? EXIT.interrupted : failed ? EXIT.failed : EXIT.ok;
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
  }));
  checkResumable(results, environment, planned);
  return { ...results, status: 'running' };
}

function oneTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
