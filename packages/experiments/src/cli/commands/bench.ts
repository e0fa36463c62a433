import { type Command, Option } from 'commander';
import { answerTiming } from '../../bench/answer-timing.js';
import { BENCH_MODELS } from '../../bench/bench-models.js';
import { benchMarkdown, benchTable } from '../../bench/bench-table.js';
import { bestRatios } from '../../bench/best-ratios.js';
import { ENGINES, type EngineName, type NodeEngineName } from '../../bench/engines/engine-names.js';
import { findMissing } from '../../bench/engines/find-missing.js';
import { findPyTorch } from '../../bench/engines/find-pytorch.js';
import { startEngines } from '../../bench/engines/start-engines.js';
import { benchEnvironment, type BenchReport, type MissingResult, runBench } from '../../bench/run-bench.js';
import { refuseForNow } from '../later-options.js';
import { namesOf, positiveNumber, wholeNumber } from '../option-values.js';

const BATCH_SIZE = 64;

interface BenchFlags {
  models: string[];
  engines: EngineName[];
  rounds: number;
  seconds: number;
  json?: true;
  markdown?: true;
}

export function addBench(program: Command): void {
  const command = program
    .command('bench')
    .description('time training steps on simd, and in PyTorch where python3 has it')
    .addOption(
      new Option('--models <names>', 'networks, with commas between them')
        .argParser(namesOf('--models', 'network', BENCH_MODELS))
        .default([...BENCH_MODELS], 'all ten'),
    )
    .addOption(
      new Option('--engines <names>', `with commas between them: ${ENGINES.join(', ')}`)
        .argParser(namesOf('--engines', 'engine', ENGINES))
        .default(['simd', 'pytorch'], 'simd,pytorch'),
    )
    .addOption(
      new Option('--rounds <n>', 'the engines take turns this often; the median counts')
        .argParser(wholeNumber('--rounds', 1))
        .default(5),
    )
    .addOption(
      new Option('--seconds <s>', 'of every engine, on every network, in every round')
        .argParser(positiveNumber('--seconds'))
        .default(1),
    )
    .addOption(new Option('--json', 'print the results as JSON and nothing else').conflicts('markdown'))
    .option('--markdown', 'print the table as Markdown and nothing else')
    .action((flags: BenchFlags) => bench(flags));
  refuseForNow(command, ['--profile']);

  // What runs in the processes that `bench` starts.
  program
    .command('answer-timing', { hidden: true })
    .argument('<engine>')
    .option('--no-wide-vectors')
    .action((engine: NodeEngineName, { wideVectors }: { wideVectors: boolean }) =>
      answerTiming(engine, wideVectors),
    );
}

async function bench({ models, rounds, seconds, ...flags }: BenchFlags): Promise<void> {
  const say = (text: string) => void process.stderr.write(`${text}\n`);
  const asked = flags.engines;
  const pytorch = asked.includes('pytorch') ? await findPyTorch() : undefined;
  const missing: MissingResult[] = asked.flatMap((engine) => {
    const reason = findMissing(engine, pytorch);
    return reason === undefined ? [] : [{ engine, reason }];
  });
  for (const { engine, reason } of missing) say(`${engine}: ${reason}.`);

  const engines = startEngines(
    asked.filter((name) => !missing.some(({ engine }) => engine === name)),
    { pytorch },
  );
  let timed;
  try {
    timed = await runBench({
      models,
      batchSize: BATCH_SIZE,
      rounds,
      seconds,
      engines,
      onRound: (model, round) => say(`${model}, round ${round} of ${rounds}`),
    });
  } finally {
    await Promise.all(
      [...new Set(engines.map((engine) => engine.process))].map((process) => process.close()),
    );
  }
  const { results } = timed;
  const report: BenchReport = {
    environment: benchEnvironment(
      results.some(({ wideVectors }) => wideVectors),
      pytorch,
    ),
    results,
    missing: [...missing, ...timed.missing],
    ...bestRatios(results),
  };

  if (flags.json) {
    console.log(JSON.stringify(report, null, 2));
    return;
  }
  if (flags.markdown) {
    console.log(benchMarkdown(report));
    return;
  }
  console.log(`Training steps at batch ${BATCH_SIZE}, median of ${rounds} rounds, ${report.environment.cpu}`);
  console.log(benchTable(report));
  for (const { engine, model, reason } of report.missing) {
    console.log(`${engine}${model === undefined ? '' : `, ${model}`}: ${reason}`);
  }
  if (report.ratios && pytorch) {
    console.log(
      `Ratios: images/s of simd over the best of PyTorch ${pytorch.version}; default: without wide vectors.`,
    );
  }
}
