import type { Command } from 'commander';
import { answerTiming } from '../../bench/answer-timing.js';
import { BENCH_MODELS } from '../../bench/bench-models.js';
import { benchTable } from '../../bench/bench-table.js';
import { findPyTorch } from '../../bench/find-pytorch.js';
import { runBench } from '../../bench/run-bench.js';
import { refuseForNow } from '../later-options.js';

const BATCH_SIZE = 64;
const ROUNDS = 5;
const SECONDS = 1;

export function addBench(program: Command): void {
  const command = program
    .command('bench')
    .description('time training steps on simd, and in PyTorch where python3 has it')
    .option('--json', 'print the results as JSON and nothing else')
    .action(async ({ json }: { json?: true }) => {
      const pytorch = await findPyTorch();
      const say = (text: string) => void process.stderr.write(`${text}\n`);
      if (!pytorch) say('No python3 with torch was found: timing simd alone, without ratios.');
      const report = await runBench({
        models: BENCH_MODELS,
        batchSize: BATCH_SIZE,
        rounds: ROUNDS,
        seconds: SECONDS,
        pytorch,
        onRound: (model, round) => say(`${model}, round ${round} of ${ROUNDS}`),
      });
      if (json) {
        console.log(JSON.stringify(report, null, 2));
        return;
      }
      console.log(
        `Training steps at batch ${BATCH_SIZE}, median of ${ROUNDS} rounds, ${report.environment.cpu}`,
      );
      console.log(benchTable(report));
      if (pytorch) {
        console.log(
          `Ratios: images/s of simd over the best of PyTorch ${pytorch.version}; default: without wide vectors.`,
        );
      }
    });
  refuseForNow(command, ['--profile']);

  // What runs in the processes that `bench` starts.
  program
    .command('answer-timing', { hidden: true })
    .option('--no-wide-vectors')
    .action(({ wideVectors }: { wideVectors: boolean }) => answerTiming(wideVectors));
}
