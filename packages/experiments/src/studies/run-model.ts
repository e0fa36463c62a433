import type { LayersModel } from '@tensorflow/tfjs-layers';
import { predictClasses } from '../analysis/predict-classes.js';
import { multiplyAdds, parameterCount } from '../models/index.js';
import { encodeHits } from '../results/test-hits.js';
import { timeInference } from '../training/time-inference.js';
import { trainModel } from '../training/train-model.js';
import { adam } from '../training/training-step.js';
import { analysesOf } from './define-study.js';
import { newRun } from './new-run.js';
import type { RunCheckpoint, RunProgress } from './run-checkpoint.js';
import type { RunListener, RunTask } from './trainer.js';

/**
 * Builds one model, trains it, and measures what its study asks for, on tfjs's current backend.
 *
 * @param task.checkpoint - the file that the run goes on from, if it is there, and that is written after every epoch
 * @param task.saveModel - keeps the model when its training is finished
 * @throws Error of the model, an analysis, the checkpoint or `saveModel`
 */
export async function runModel(
  task: Omit<RunTask, 'checkpoints' | 'finalModels'> & {
    checkpoint: Pick<RunCheckpoint, 'restore' | 'save'> | undefined;
    saveModel: ((model: LayersModel) => Promise<void>) | undefined;
  },
  listener: RunListener,
): Promise<RunProgress> {
  const { study, preset, settings, model: definition, seed, dataset, checkpoint, saveModel, signal } = task;
  const { epochs, batchSize, learningRate } = settings;
  const progress: RunProgress = { run: newRun(definition.id, seed), analyses: {} };
  const { run } = progress;
  const optimizer = adam(learningRate);
  let model: LayersModel | undefined;
  try {
    model = definition.build({
      inputShape: dataset.imageShape,
      numClasses: dataset.classNames.length,
      seed,
    });
    run.parameters = parameterCount(model);
    run.multiplyAdds = multiplyAdds(model);
    const earlier = await checkpoint?.restore({ model, optimizer });
    if (earlier) {
      Object.assign(run, earlier.run);
      progress.analyses = earlier.analyses;
    }
    listener.built(progress);
    const analysed = { model, dataset, id: { model: run.model, seed }, analyses: progress.analyses };
    const recording = analysesOf(study, preset).flatMap((analysis) => analysis.record?.(analysed) ?? []);
    for (const { epochDone, resumed } of recording) await (earlier ? resumed?.() : epochDone?.(0));
    const training = { model, optimizer };
    const { status, message, final, predicted } = await trainModel(model, {
      dataset,
      epochs,
      batchSize,
      optimizer,
      done: run.epochs,
      seed,
      ...(definition.augment && { augment: definition.augment }),
      ...(signal && { signal }),
      onBatch: listener.batchDone,
      onEpoch: async (epoch, number) => {
        run.epochs.push(epoch);
        run.trainSeconds += epoch.seconds;
        for (const { epochDone } of recording) await epochDone?.(number);
        await checkpoint?.save(training, progress);
        // Announced when it is safe on disk, so that what has been seen is never lost.
        await listener.epochDone(progress);
      },
    });
    if (status === 'finished') {
      await saveModel?.(model);
      // A run that was stopped after its last epoch has not seen the test images again.
      const classes = predicted ?? (await predictClasses(model, { split: dataset.test, dataset }));
      run.testHits = encodeHits(dataset.test.labels, classes);
      for (const { finished } of recording) await finished?.(classes);
      run.inferenceMsPerImage = {
        batch64: await timeInference(model, { dataset, batchSize: Math.min(64, dataset.test.size) }),
        batch1: await timeInference(model, { dataset, batchSize: 1 }),
      };
    }
    Object.assign(run, { status }, message && { message }, final && { final });
    return progress;
  } finally {
    optimizer.dispose();
    model?.dispose();
  }
}
