import { confusionMatrix, gradientFlow, perClassAccuracy, weightHistograms } from '@convstudy/viz';
import { perClassAccuracy as accuracyOfClasses } from '../analysis/confusion.js';
import type { LayerWeightsRecord, StudyResults } from '../results/types.js';
import type { Figure } from './study-figures.js';

/** The charts of what a study measures beside losses and accuracies; of several seeds the first is drawn. */
export function analysisFigures(study: StudyResults, models: string[]): Figure[] {
  return [...classes(study, models), ...gradients(study), ...weights(study)];
}

function classes({ id, data, analyses, runs }: StudyResults, models: string[]): Figure[] {
  const records = firstOfEach(analyses.confusion ?? []);
  if (records.length === 0) return [];
  const classNames = data.classNames ?? records[0].counts.map((_, i) => String(i));
  return [
    {
      id: `${id}-classes`,
      caption: `The share of each class's test images that each model recognises, with the final weights${ofSeed(records[0].seed, runs)}.`,
      spec: perClassAccuracy({
        title: 'Accuracy by class',
        classNames,
        models,
        values: records.map(({ model, counts }) => ({ model, accuracies: accuracyOfClasses(counts) })),
      }),
    },
    ...records.map(({ model, seed, counts }) => ({
      id: `${id}-confusion-${slug(model)}`,
      caption: `What ${model} takes the test images for, with the final weights${ofSeed(seed, runs)}.`,
      spec: confusionMatrix({ title: `Confusion matrix of ${model}`, counts, classNames }),
    })),
  ];
}

function gradients({ id, analyses, runs }: StudyResults): Figure[] {
  const records = firstOfEach(analyses.gradientFlow ?? []);
  if (records.length === 0) return [];
  const [{ images, seed }] = records;
  return [
    {
      id: `${id}-gradients`,
      caption: `The gradient of the loss on the first ${images} training images by layer, before training (epoch 0) and after every epoch${ofSeed(seed, runs)}: its mean absolute value, and its Euclidean norm.`,
      spec: gradientFlow({
        title: 'Gradient by layer',
        runs: records.map(({ model, layers, epochs }) => ({ model, layers, epochs })),
      }),
    },
  ];
}

function weights({ id, analyses, runs }: StudyResults): Figure[] {
  return firstOfEach(analyses.weights ?? []).map(({ model, seed, layers }) => ({
    id: `${id}-weights-${slug(model)}`,
    caption: `Kernel weights of each layer of ${model}, before training (epoch 0) and after every epoch${ofSeed(seed, runs)}. The bins of a layer are the same in all epochs; what lies beyond them is counted in the outermost.`,
    spec: weightHistograms({ title: `Weights of ${model}`, layers: layers.map(history) }),
  }));
}

function history({ layer, range: [low, high], epochs }: LayerWeightsRecord) {
  return {
    layer,
    epochs: epochs.map(({ epoch, counts, min, max }) => ({
      epoch,
      edges: Array.from({ length: counts.length + 1 }, (_, i) => low + ((high - low) * i) / counts.length),
      counts,
      min,
      max,
    })),
  };
}

function firstOfEach<Record extends { model: string }>(records: readonly Record[]): Record[] {
  return records.filter(({ model }, i) => records.findIndex((record) => record.model === model) === i);
}

/** Nothing where there is only one. */
function ofSeed(seed: number, runs: StudyResults['runs']): string {
  return runs.some((run) => run.seed !== seed) ? `, of seed ${seed}` : '';
}

function slug(model: string): string {
  return model.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
