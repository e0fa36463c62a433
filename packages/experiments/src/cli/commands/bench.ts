import { type Command, Option } from 'commander';
import { answerTiming } from '../../bench/answer-timing.js';
import { BENCH_MODELS } from '../../bench/bench-models.js';
import { ENGINES, type NodeEngineName } from '../../bench/engines/engine-names.js';
import { namesOf, positiveNumber, wholeNumber } from '../option-values.js';
import { threadsOption } from '../threads-option.js';
import { UsageError } from '../usage-error.js';
import { profile, type ProfileFlags } from './bench/profile.js';
import { time, type TimeFlags } from './bench/time.js';

type BenchFlags = TimeFlags & ProfileFlags & { profile?: true };

export function addBench(program: Command): void {
  program
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
    .addOption(new Option('--json', 'print the results as JSON and nothing else').conflicts('markdown'))
    .option('--markdown', 'print the table as Markdown and nothing else')
    .addOption(
      new Option('--profile', 'where the time of a step on simd goes, kernel by kernel').conflicts([
        'engines',
        'scaling',
        'rounds',
        'markdown',
      ]),
    )
    .addOption(threadsOption('with --profile: threads (default: all cores)'))
    .option('--no-wide-vectors', "with --profile: leave V8's experimental 256-bit vectors alone")
    .action(async (flags: BenchFlags) => {
      if (flags.profile) return profile(flags);
      if (flags.threads !== undefined) throw new UsageError('--threads has a use with --profile only');
      if (!flags.wideVectors) throw new UsageError('--no-wide-vectors has a use with --profile only');
      return time(flags);
    });

  // What runs in the processes that `bench` starts.
  program
    .command('answer-timing', { hidden: true })
    .argument('<engine>')
    .option('--no-wide-vectors')
    .action((engine: NodeEngineName, { wideVectors }: { wideVectors: boolean }) =>
      answerTiming(engine, wideVectors),
    );
}
