import type { Dataset } from '@convstudy/datasets';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { predictClasses } from '../analysis/predict-classes.js';
import { multiplyAdds, parameterCount } from '../models/index.js';
import { encodeHits } from '../results/test-hits.js';
import type { Analyses, RunRecord, SettingsRecord } from '../results/types.js';
import { RunDirectoryError } from '../results/run-directory-error.js';
import { timeInference } from '../training/time-inference.js';
import { trainModel } from '../training/train-model.js';
import { adam } from '../training/training-step.js';
import type { Analysis } from './analyses/analysis.js';
import { addEntries, entriesOf } from './analyses/entries.js';
import type { StudyModel } from './define-study.js';
import type { RunCheckpoint } from './run-checkpoint.js';
import type { StudyObserver } from './study-observer.js';

/** Builds one model, trains it and fills in its record; a model that throws ends its own run only. */
export async function runModel(
  run: RunRecord,
  definition: StudyModel,
  options: {
    dataset: Dataset;
    settings: SettingsRecord;
    /** Which analyses, and where their records belong. */
    analyses: { chosen: readonly Analysis[]; records: Analyses };
    signal: AbortSignal | undefined;
    observer: StudyObserver | undefined;
    /** Saves all results. */
    save: () => void | Promise<void>;
    /** Where the state of the training is kept after every epoch, and taken from if there is one; nowhere by default. */
    checkpoint: RunCheckpoint | undefined;
  },
): Promise<void> {
  const { dataset, settings, analyses, signal, observer, save, checkpoint } = options;
  const { epochs, batchSize, learningRate } = settings;
  const optimizer = adam(learningRate);
  let model: LayersModel | undefined;
  try {
    model = definition.build({
      inputShape: dataset.imageShape,
      numClasses: dataset.classNames.length,
      seed: run.seed,
    });
    run.parameters = parameterCount(model);
    run.multiplyAdds = multiplyAdds(model);
    const earlier = await checkpoint?.restore({ model, optimizer });
    if (earlier) {
      Object.assign(run, earlier.run);
      addEntries(analyses.records, earlier.analyses);
    }
    const analysed = {
      model,
      dataset,
      id: { model: run.model, seed: run.seed },
      analyses: analyses.records,
    };
    const recording = analyses.chosen.flatMap((analysis) => analysis.record?.(analysed) ?? []);
    for (const { epochDone, resumed } of recording) await (earlier ? resumed?.() : epochDone?.(0));
    const training = { model, optimizer };
    const { status, message, final } = await trainModel(model, {
      dataset,
      epochs,
      batchSize,
      optimizer,
      done: run.epochs,
      seed: run.seed,
      ...(definition.augment && { augment: definition.augment }),
      ...(signal && { signal }),
      onBatch: (progress) => observer?.batchDone?.(progress),
      onEpoch: async (epoch, number) => {
        run.epochs.push(epoch);
        run.trainSeconds += epoch.seconds;
        for (const { epochDone } of recording) await epochDone?.(number);
        await checkpoint?.save(training, { run, analyses: entriesOf(analyses.records, run) });
        await save();
        // Announced when it is safe on disk, so that what has been seen is never lost.
        observer?.epochDone?.(epoch, number, epochs);
      },
    });
    if (status === 'finished') {
      const predicted = await predictClasses(model, { split: dataset.test, dataset });
      run.testHits = encodeHits(dataset.test.labels, predicted);
      for (const { finished } of recording) await finished?.(predicted);
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
    optimizer.dispose();
    model?.dispose();
  }
}
