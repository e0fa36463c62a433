import { percent } from '../report/numbers.js';
import type { EpochRecord } from '../results/types.js';
import { welchTest } from '../statistics/t-tests.js';
import { atLeast, type Measure } from './measures.js';

const FEWEST_EPOCHS = 3;

/** By how much of itself the test loss rises at the most from one epoch to the next; 0 if it never does. */
export const largestRise: Measure = {
  name: 'largest rise of the test loss between epochs',
  of: ({ epochs }) => Math.max(...rises(epochs)),
  format: percent,
  single: {
    name: "Welch's t-test over the rises between epochs",
    p: (a, b) => welchTest(rises(a.epochs), rises(b.epochs)),
  },
};

/** From each epoch to the next, as a fraction of the loss; 0 where it falls. */
function rises(epochs: readonly EpochRecord[]): number[] {
  const losses = atLeast(
    FEWEST_EPOCHS,
    epochs.map(({ testLoss }) => testLoss),
  );
  return losses.slice(1).map((loss, i) => Math.max(0, loss / losses[i] - 1));
}
