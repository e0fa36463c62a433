import { type Command, Option } from 'commander';
import { answerTiming } from '../../bench/answer-timing.js';
import { BENCH_MODELS } from '../../bench/bench-models.js';
import { ENGINES, type NodeEngineName } from '../../bench/engines/engine-names.js';
import { namesOf, positiveNumber, wholeNumber } from '../option-values.js';
import { threadsOption } from '../threads-option.js';
import { UsageError } from '../usage-error.js';
import { lossCurve, type LossCurveFlags } from './bench/loss-curve.js';
import { answerMemory, memory, type MemoryFlags } from './bench/memory.js';
import { profile, type ProfileFlags } from './bench/profile.js';
import { time, type TimeFlags } from './bench/time.js';

type Flags = TimeFlags & ProfileFlags & MemoryFlags & LossCurveFlags;

/** What the command can do, and the options that have a use there. */
const MODES = {
  profile: { run: profile, options: ['models', 'seconds', 'threads', 'wideVectors', 'json'] },
  memory: { run: memory, options: ['models', 'json'] },
  lossCurve: { run: lossCurve, options: ['dataDir', 'out', 'threads', 'wideVectors'] },
  time: {
    run: time,
    options: ['models', 'engines', 'scaling', 'rounds', 'seconds', 'json', 'markdown'],
  },
} as const;
type Mode = keyof typeof MODES;

export function addBench(program: Command): void {
  const command = program
    .command('bench')
    .description('time training steps on simd, and in PyTorch where python3 has it')
    .addOption(
      new Option('--profile', 'where the time of a step on simd goes').conflicts(['memory', 'lossCurve']),
    )
    .addOption(new Option('--memory', 'peak memory, and whether it grows').conflicts('lossCurve'))
    .option('--loss-curve', 'train SimpleCNN for an epoch of MNIST on simd and in PyTorch, and compare')
    .addOption(
      new Option('--models <names>', 'networks, with commas between them')
        .argParser(namesOf('--models', 'network', BENCH_MODELS))
        .default([...BENCH_MODELS], 'all ten'),
    )
    .addOption(
      new Option('--engines <names>', `with commas between them: ${ENGINES.join(', ')}`)
        .argParser(namesOf('--engines', 'engine', ENGINES))
        .default(['simd', 'pytorch', 'pytorch-kept-memory'], 'simd,pytorch,pytorch-kept-memory'),
    )
    .addOption(
      new Option('--scaling', 'simd with wide vectors on 1, 2, 4, ... and all threads').conflicts('engines'),
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
    .addOption(threadsOption('with --profile, --loss-curve: threads of simd (default: all cores)'))
    .option('--no-wide-vectors', "there: leave V8's experimental 256-bit vectors alone")
    .option('--data-dir <dir>', 'with --loss-curve: folder that holds the files of MNIST, or gets them')
    .option('--out <dir>', 'there: folder for the results', 'loss-curve')
    .addOption(new Option('--json', 'print the results as JSON and nothing else').conflicts('markdown'))
    .option('--markdown', 'print the table as Markdown and nothing else')
    .action(async (flags: Flags & Partial<Record<Mode, true>>) => {
      const mode = (['profile', 'memory', 'lossCurve'] as const).find((name) => flags[name]) ?? 'time';
      refuseUseless(command, mode);
      await MODES[mode].run(flags);
    });

  // What runs in the processes that `bench` starts.
  program
    .command('answer-timing', { hidden: true })
    .argument('<engine>')
    .option('--no-wide-vectors')
    .action((engine: NodeEngineName, { wideVectors }: { wideVectors: boolean }) =>
      answerTiming(engine, wideVectors),
    );
  program
    .command('answer-memory', { hidden: true })
    .arguments('<model> <batchSize> <steps...>')
    .option('--growth')
    .action(answerMemory);
}

/** Options are never ignored: one that has no use in this mode is a mistake. */
function refuseUseless(command: Command, mode: Mode): void {
  const flagOf = (name: string) => command.options.find((option) => option.attributeName() === name)!.long!;
  for (const option of command.options) {
    const name = option.attributeName();
    const given = command.getOptionValueSource(name) === 'cli';
    if (!given || name in MODES || (MODES[mode].options as readonly string[]).includes(name)) continue;
    const modes = Object.entries(MODES).filter(([, { options }]) =>
      (options as readonly string[]).includes(name),
    );
    throw new UsageError(
      mode === 'time'
        ? `${option.long} has a use with ${modes.map(([other]) => flagOf(other)).join(' and ')} only`
        : `${option.long} has no use with ${flagOf(mode)}`,
    );
  }
}
