import type { RunRecord, StudyResults } from '../../results/types.js';
import { factor, percent, points, seconds } from '../../report/numbers.js';
import type { DocumentStatement } from '../define-study.js';

/** What section 1.1 of the document says of its results, beside ours. */
export const document: DocumentStatement[] = [
  {
    statement: 'FCN trains fastest.',
    measured: ({ runs }) => each(runs, (run) => seconds(run.trainSeconds)),
  },
  {
    statement: 'FCN has the lowest loss by epoch, though it jumps.',
    measured: ({ runs }) =>
      `Mean test loss over the epochs: ${each(runs, ({ epochs }) => mean(epochs.map((e) => e.testLoss)).toFixed(4))}`,
  },
  {
    statement: "FCN's loss is largest in epoch 4, and so is that of ResidualCNN, which is larger.",
    measured: ({ runs }) =>
      'Largest test loss: ' +
      each(
        runs.filter(({ model }) => model !== 'SimpleCNN'),
        ({ epochs }) => {
          const worst = indexOfLargest(epochs.map((epoch) => epoch.testLoss));
          return `${epochs[worst].testLoss.toFixed(4)} in epoch ${worst + 1}`;
        },
      ),
  },
  {
    statement: 'SimpleCNN is the most accurate.',
    measured: ({ runs }) =>
      `Test accuracy after the last epoch: ${each(runs, (run) => percent(run.final!.test.accuracy))}`,
  },
  {
    statement: 'SimpleCNN has the smallest gap between training and test.',
    measured: ({ runs }) =>
      `Train minus test accuracy: ${each(runs, ({ final }) => points(final!.train.accuracy - final!.test.accuracy))}`,
  },
  {
    statement: 'ResidualCNN is the worst: its accuracy jumps and falls at the end.',
    measured: ({ runs }) =>
      `Test accuracy, last epoch against best: ${each(runs, ({ epochs, final }) => {
        const best = Math.max(...epochs.map((epoch) => epoch.testAccuracy));
        return `${percent(final!.test.accuracy)} against ${percent(best)}`;
      })}`,
  },
  {
    statement: 'ResidualCNN takes about 10 times as long as the fastest.',
    measured: ({ runs }: StudyResults) => {
      const residual = runs.filter(({ model }) => model === 'ResidualCNN');
      if (residual.length === 0) return 'ResidualCNN did not finish.';
      const fastest = Math.min(...runs.map((run) => run.trainSeconds));
      return `${factor(mean(residual.map((run) => run.trainSeconds)) / fastest)} times`;
    },
  },
];

function each(runs: RunRecord[], figure: (run: RunRecord) => string): string {
  const severalSeeds = new Set(runs.map(({ seed }) => seed)).size > 1;
  return `${runs
    .map((run) => `${run.model}${severalSeeds ? ` (seed ${run.seed})` : ''} ${figure(run)}`)
    .join('; ')}.`;
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function indexOfLargest(values: number[]): number {
  return values.indexOf(Math.max(...values));
}
