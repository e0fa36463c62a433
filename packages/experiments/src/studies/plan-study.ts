import * as tf from '@tensorflow/tfjs-core';
import { multiplyAdds, parameterCount, type ModelDefinition } from '../models/index.js';
import type { SettingsRecord } from '../results/types.js';
import { median } from '../statistics/median.js';
import { letOthersRun, logits } from '../training/step-parts.js';
import { adam, trainingStep } from '../training/training-step.js';
import { analysesOf, type DataSource, modelsOf, type PresetName, type Study } from './define-study.js';
import { missingPreset, presetSettings } from './run-study.js';

/** What running a study would train, and for about how long. */
export interface StudyPlan {
  settings: SettingsRecord;
  trainSize: number;
  testSize: number;
  /** Analyses that measure without training; how long they take is not known. */
  measured: string[];
  /** None where nothing is trained. */
  models: {
    model: string;
    parameters: number;
    multiplyAdds: number;
    /** Of one run: all epochs with their evaluations, on this machine and backend. */
    seconds: number;
  }[];
}

/** Seconds of every run of a plan, in the order in which they begin. */
export function runSeconds({ settings, models }: StudyPlan): number[] {
  return settings.seeds.flatMap(() => models.map(({ seconds }) => seconds));
}

/** When the last of some runs ends, where so many go on at a time and begin in their order. */
export function finishedAfter(runs: readonly number[], jobs: number): number {
  const free = Array<number>(jobs).fill(0);
  for (const seconds of runs) free[free.indexOf(Math.min(...free))] += seconds;
  return Math.max(...free);
}

/** However long a step takes: engines compile again what turns out to be hot. */
const FEWEST_TURNS = 8;
const CLASSES = 10;

/**
 * Times a few steps of every model of a study on random images, without its data.
 *
 * @param options.milliseconds - how long steps, and forward passes, of each model are repeated. Default 1,500
 * @throws RangeError if the study has no such preset
 */
export async function planStudy(
  study: Study,
  options: { preset: PresetName; seeds?: number[]; milliseconds?: number },
): Promise<StudyPlan> {
  const { preset: name, seeds, milliseconds = 1500 } = options;
  const preset = study.presets[name];
  if (preset === undefined) throw new RangeError(missingPreset(study, name));
  const settings = presetSettings(study, name, seeds);
  const sizes = sizesOf(preset.data);
  const models: StudyPlan['models'] = [];
  for (const definition of settings.epochs === 0 ? [] : modelsOf(study, name)) {
    models.push(await planModel(definition, settings, sizes, milliseconds));
  }
  const measured = analysesOf(study, name).flatMap((analysis) => (analysis.measure ? [analysis.name] : []));
  return { settings, ...sizes, measured, models };
}

async function planModel(
  { id, inputShape, build }: ModelDefinition,
  { epochs, batchSize, learningRate }: SettingsRecord,
  { trainSize, testSize }: { trainSize: number; testSize: number },
  milliseconds: number,
): Promise<StudyPlan['models'][number]> {
  const model = build({ inputShape, numClasses: CLASSES, seed: 1 });
  const optimizer = adam(learningRate);
  const images = tf.randomNormal<tf.Rank.R4>([batchSize, ...inputShape], 0, 1, 'float32', 1);
  const labels = tf.zeros<tf.Rank.R1>([batchSize], 'int32');
  try {
    const step = await timed(milliseconds, async () => {
      const { loss, outputs } = trainingStep(model, optimizer, images, labels);
      await loss.data();
      tf.dispose([loss, outputs]);
    });
    const forward = await timed(milliseconds, async () => {
      const outputs = tf.tidy(() => logits(model, images, false));
      await outputs.data();
      outputs.dispose();
    });
    const evaluated = epochs * testSize + trainSize;
    return {
      model: id,
      parameters: parameterCount(model),
      multiplyAdds: multiplyAdds(model),
      seconds: epochs * Math.ceil(trainSize / batchSize) * step + (evaluated / batchSize) * forward,
    };
  } finally {
    tf.dispose([images, labels]);
    optimizer.dispose();
    model.dispose();
  }
}

/** Seconds, the median of the second half of the times. */
async function timed(milliseconds: number, work: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  const end = performance.now() + milliseconds;
  while (times.length < FEWEST_TURNS || performance.now() < end) {
    const started = performance.now();
    await work();
    times.push((performance.now() - started) / 1000);
    await letOthersRun();
  }
  return median(times.slice(times.length >> 1));
}

function sizesOf(data: DataSource): { trainSize: number; testSize: number } {
  switch (data.kind) {
    case 'mnist':
      return { trainSize: data.trainSize ?? 60_000, testSize: 10_000 };
    case 'cifar-10':
      return { trainSize: data.trainSize ?? 50_000, testSize: 10_000 };
    case 'synthetic-digits':
    case 'synthetic-shapes':
      return { trainSize: data.trainSize, testSize: data.testSize };
  }
}
