import type { Dataset } from '@convstudy/datasets';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { multiplyAdds, parameterCount, type ModelDefinition } from '../models/index.js';
import type { RunRecord, SettingsRecord } from '../results/types.js';
import { RunDirectoryError } from '../results/run-directory-error.js';
import { timeInference } from '../training/time-inference.js';
import { trainModel } from '../training/train-model.js';
import type { StudyObserver } from './study-observer.js';

/** Builds one model, trains it and fills in its record; a model that throws ends its own run only. */
export async function runModel(
  run: RunRecord,
  definition: ModelDefinition,
  options: {
    dataset: Dataset;
    settings: SettingsRecord;
    signal: AbortSignal | undefined;
    observer: StudyObserver | undefined;
    save: () => void | Promise<void>;
  },
): Promise<void> {
  const { dataset, settings, signal, observer, save } = options;
  let model: LayersModel | undefined;
  try {
    model = definition.build({
      inputShape: dataset.imageShape,
      numClasses: dataset.classNames.length,
      seed: run.seed,
    });
    run.parameters = parameterCount(model);
    run.multiplyAdds = multiplyAdds(model);
    const { epochs, batchSize, learningRate } = settings;
    const { status, message, final } = await trainModel(model, {
      dataset,
      epochs,
      batchSize,
      learningRate,
      seed: run.seed,
      ...(signal && { signal }),
      onBatch: (progress) => observer?.batchDone?.(progress),
      onEpoch: async (epoch, number) => {
        run.epochs.push(epoch);
        run.trainSeconds += epoch.seconds;
        await save();
        // Announced when it is safe on disk, so that what has been seen is never lost.
        observer?.epochDone?.(epoch, number, epochs);
      },
    });
    if (status === 'finished') {
      run.inferenceMsPerImage = {
        batch64: await timeInference(model, { dataset, batchSize: Math.min(64, dataset.test.size) }),
        batch1: await timeInference(model, { dataset, batchSize: 1 }),
      };
    }
    Object.assign(run, { status }, message && { message }, final && { final });
  } catch (error) {
    if (error instanceof RunDirectoryError) throw error;
    run.status = 'failed';
    run.message = error instanceof Error ? error.message : String(error);
  } finally {
    model?.dispose();
  }
}
