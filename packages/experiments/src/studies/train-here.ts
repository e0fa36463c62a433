import pLimit from 'p-limit';
import { RunCheckpoint } from './run-checkpoint.js';
import { runModel } from './run-model.js';
import type { Trainer } from './trainer.js';

/** Trains in this process, one run after another. */
export function trainHere(): Trainer {
  const limit = pLimit(1);
  return {
    inTurn: (work) => limit(work),
    train({ checkpoints, model, ...task }, listener) {
      const id = { model: model.id, seed: task.seed };
      const checkpoint = checkpoints === undefined ? undefined : new RunCheckpoint(checkpoints, id);
      return runModel({ ...task, model, checkpoint }, listener);
    },
  };
}
