import { type Augmentation, batchCount, batches, type Dataset } from '@convstudy/datasets';
import { dispose, type Optimizer } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { EpochRecord, Evaluation } from '../results/types.js';
import { evaluateImages, evaluateModel } from './evaluate-model.js';
import { checkPositive, checkWhole } from './check-arguments.js';
import { hits, letOthersRun, readScalars } from './step-parts.js';
import { adam, trainingStep } from './training-step.js';

export interface TrainOptions {
  dataset: Dataset;
  epochs: number;
  /** Default 64. */
  batchSize?: number;
  /** Of Adam, with beta 0.9 and 0.999 and epsilon 1e-8, as PyTorch has them. Default 1e-3. */
  learningRate?: number;
  /** Default: a new Adam with `learningRate`. One that is given stays the caller's to dispose of. */
  optimizer?: Optimizer;
  /**
   * The records of the epochs that an earlier call finished: training goes on after them. The model and the optimiser must be
   * in the state that they were left in. Default: none.
   */
  done?: readonly EpochRecord[];
  /** Fixes the order of the training images in every epoch. Default 0. */
  seed?: number;
  /** Random changes of the training images, other ones in every epoch, by `seed`. Default: none. */
  augment?: Augmentation;
  /** Stops after the current batch. */
  signal?: AbortSignal;
  /** Called after every training batch. */
  onBatch?: (progress: BatchProgress) => void;
  /** Called after every finished epoch, and awaited: training goes on when it is done. */
  onEpoch?: (epoch: EpochRecord, number: number) => void | Promise<void>;
}

export interface BatchProgress {
  /** Counted from 1, as `batch`. */
  epoch: number;
  epochs: number;
  batch: number;
  batches: number;
  /** Images trained on in this epoch so far. */
  images: number;
  /** Running means of the epoch. */
  loss: number;
  accuracy: number;
  /** Of training alone in this epoch so far. */
  seconds: number;
}

export interface TrainResult {
  status: 'finished' | 'interrupted' | 'diverged';
  /** Where the loss stopped being finite. */
  message?: string;
  epochs: EpochRecord[];
  trainSeconds: number;
  /** Both sets evaluated with the final weights, if training finished. */
  final?: { train: Evaluation; test: Evaluation };
  /**
   * What the final weights take every test image for, if training finished; absent where `done` held all epochs already.
   */
  predicted?: Uint8Array;
}

/**
 * Trains a classifier that ends in logits, by Adam on softmax cross-entropy.
 *
 * The same seed gives the same numbers on the same machine and backend, if the model's own initialisers and
 * dropout are seeded too. The model is changed in place and stays the caller's to dispose of.
 *
 * @param model - input [batch, ...dataset.imageShape], output [batch, classes]
 * @returns the record of all finished epochs, `done` among them; a loss that is not finite or an aborted signal ends it early
 * @throws RangeError naming an option out of range
 */
export async function trainModel(model: LayersModel, options: TrainOptions): Promise<TrainResult> {
  const {
    dataset,
    epochs,
    batchSize = 64,
    learningRate = 1e-3,
    done = [],
    seed = 0,
    augment,
    signal,
  } = options;
  checkWhole('epochs', epochs, 1);
  checkWhole('batchSize', batchSize, 1);
  checkPositive('learningRate', learningRate);
  const { imageShape, normalization, train, test } = dataset;
  const total = batchCount(train, { batchSize });
  const records: EpochRecord[] = [...done];
  const optimizer = options.optimizer ?? adam(learningRate);
  let predicted: Uint8Array | undefined;
  const result = (status: TrainResult['status'], message?: string): TrainResult => ({
    status,
    ...(message === undefined ? {} : { message }),
    epochs: records,
    trainSeconds: records.reduce((sum, { seconds }) => sum + seconds, 0),
  });

  try {
    for (let epoch = records.length + 1; epoch <= epochs; epoch++) {
      let images = 0;
      let lossSum = 0;
      let correct = 0;
      let milliseconds = 0;
      let started = performance.now();
      for (const batch of batches(train, {
        batchSize,
        imageShape,
        normalization,
        shuffle: true,
        seed,
        epoch,
        ...(augment && { augment }),
      })) {
        const step = trainingStep(model, optimizer, batch.images, batch.labels);
        const counted = hits(step.outputs, batch.labels);
        dispose(step.outputs);
        const [loss, batchHits] = await readScalars(step.loss, counted);
        milliseconds += performance.now() - started;
        if (!Number.isFinite(loss)) {
          return result(
            'diverged',
            `the loss became ${loss} in epoch ${epoch}, batch ${batch.index + 1} of ${total}`,
          );
        }
        images += batch.size;
        lossSum += loss * batch.size;
        correct += batchHits;
        options.onBatch?.({
          epoch,
          epochs,
          batch: batch.index + 1,
          batches: total,
          images,
          loss: lossSum / images,
          accuracy: correct / images,
          seconds: milliseconds / 1000,
        });
        await letOthersRun();
        if (signal?.aborted) return result('interrupted');
        started = performance.now();
      }
      const tested = await evaluateImages(model, { split: test, dataset, signal });
      if (tested === undefined) return result('interrupted');
      if (!Number.isFinite(tested.loss)) {
        return result('diverged', `the loss on the test set became ${tested.loss} after epoch ${epoch}`);
      }
      predicted = tested.predicted;
      const record = {
        trainLoss: lossSum / images,
        trainAccuracy: correct / images,
        testLoss: tested.loss,
        testAccuracy: tested.accuracy,
        seconds: milliseconds / 1000,
      };
      records.push(record);
      await options.onEpoch?.(record, epoch);
    }
    const { testLoss, testAccuracy } = records[records.length - 1];
    const trained = await evaluateModel(model, { split: train, dataset, signal });
    if (trained === undefined) return result('interrupted');
    return {
      ...result('finished'),
      final: { train: trained, test: { loss: testLoss, accuracy: testAccuracy } },
      ...(predicted && { predicted }),
    };
  } finally {
    if (!options.optimizer) optimizer.dispose();
  }
}
