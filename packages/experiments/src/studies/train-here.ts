import type { LayersModel } from '@tensorflow/tfjs-layers';
import pLimit from 'p-limit';
import { finalModelFolder, saveFinalModel } from './final-model.js';
import { RunCheckpoint } from './run-checkpoint.js';
import { runModel } from './run-model.js';
import type { Trainer } from './trainer.js';

/** Trains in this process, one run after another. */
export function trainHere(): Trainer {
  const limit = pLimit(1);
  return {
    inTurn: (work) => limit(work),
    train({ checkpoints, finalModels, model, ...task }, listener) {
      const id = { model: model.id, seed: task.seed };
      const checkpoint = checkpoints === undefined ? undefined : new RunCheckpoint(checkpoints, id);
      const saveModel =
        finalModels === undefined
          ? undefined
          : (trained: LayersModel) => saveFinalModel(finalModelFolder(finalModels, id), trained);
      return runModel({ ...task, model, checkpoint, saveModel }, listener);
    },
  };
}
