import { argumentError } from '../argumentError.js';

/** One trained net of a learning-curve chart. */
export interface LearningRun {
  model: string;
  /** Tells the runs of one model apart. Default: its position among them. */
  seed?: number;
  /** In any order; `train` and `test` may be NaN or infinite where training diverged. */
  epochs: { epoch: number; train: number | null; test: number | null }[];
}

/** One model at one epoch, over its seeds: means, and the range where there are several. `null`: nothing finite. */
export interface LearningRow {
  model: string;
  epoch: number;
  train: number | null;
  test: number | null;
  /** How many runs are behind `test`. */
  seeds: number;
  trainLow?: number | null;
  trainHigh?: number | null;
  testLow?: number | null;
  testHigh?: number | null;
}

/** The rows a learning-curve chart draws, in the order of first occurrence and of the epochs. */
export function learningRows(runs: LearningRun[]): LearningRow[] {
  const models = new Map<string, LearningRun[]>();
  runs.forEach((run, i) => {
    checkRun(run, `runs[${i}]`);
    models.set(run.model, [...(models.get(run.model) ?? []), run]);
  });
  return [...models].flatMap(([model, ofModel]) => {
    const points = ofModel.flatMap((run) => run.epochs);
    const epochs = [...new Set(points.map((point) => point.epoch))].sort((a, b) => a - b);
    return epochs.map((epoch): LearningRow => {
      const here = points.filter((point) => point.epoch === epoch);
      const train = over(here.map((point) => point.train));
      const test = over(here.map((point) => point.test));
      const row = { model, epoch, train: train.mean, test: test.mean, seeds: test.count };
      if (ofModel.length === 1) return row;
      return { ...row, trainLow: train.low, trainHigh: train.high, testLow: test.low, testHigh: test.high };
    });
  });
}

/** Where the values of a run are not finite. */
export interface NotFinite {
  set: 'train' | 'test';
  /** Epochs as `4`, `4–10` or `2, 4–10`. */
  epochs: string;
  /** Given where the model has several runs. */
  seed?: number;
}

/** The epochs at which the train or test values of a model's runs are not finite. */
export function notFinite(runs: LearningRun[], model: string): NotFinite[] {
  const ofModel = runs.filter((run) => run.model === model);
  return ofModel.flatMap((run, i) =>
    (['train', 'test'] as const).flatMap((set) => {
      const epochs = run.epochs.filter((point) => !Number.isFinite(point[set])).map((point) => point.epoch);
      if (epochs.length === 0) return [];
      const found = { set, epochs: ranges(epochs) };
      return [ofModel.length > 1 ? { ...found, seed: run.seed ?? i + 1 } : found];
    }),
  );
}

function ranges(numbers: number[]): string {
  const sorted = numbers.toSorted((a, b) => a - b);
  const starts = sorted.filter((n) => !sorted.includes(n - 1));
  const ends = sorted.filter((n) => !sorted.includes(n + 1));
  return starts.map((start, i) => (start === ends[i] ? `${start}` : `${start}–${ends[i]}`)).join(', ');
}

function over(values: (number | null)[]) {
  const finite = values.filter((value): value is number => Number.isFinite(value));
  if (finite.length === 0) return { mean: null, low: null, high: null, count: 0 };
  return {
    mean: finite.reduce((sum, value) => sum + value, 0) / finite.length,
    low: Math.min(...finite),
    high: Math.max(...finite),
    count: finite.length,
  };
}

function checkRun(run: LearningRun, name: string): void {
  if (typeof run !== 'object' || run === null)
    throw argumentError(name, run, 'a run: { model, seed?, epochs }');
  if (typeof run.model !== 'string' || run.model === '')
    throw argumentError(`${name}.model`, run.model, 'a model name');
  if (run.seed !== undefined && !Number.isFinite(run.seed))
    throw argumentError(`${name}.seed`, run.seed, 'a number');
  if (!Array.isArray(run.epochs) || run.epochs.length === 0) {
    throw argumentError(`${name}.epochs`, run.epochs, 'an array of at least one epoch');
  }
  const seen = new Set<number>();
  run.epochs.forEach((point, i) => {
    const path = `${name}.epochs[${i}]`;
    if (typeof point !== 'object' || point === null)
      throw argumentError(path, point, 'an epoch: { epoch, train, test }');
    if (!Number.isInteger(point.epoch) || point.epoch < 0) {
      throw argumentError(`${path}.epoch`, point.epoch, 'a whole number of 0 or more');
    }
    if (seen.has(point.epoch))
      throw argumentError(`${path}.epoch`, point.epoch, 'an epoch that does not occur twice');
    seen.add(point.epoch);
    for (const set of ['train', 'test'] as const) {
      const value: unknown = point[set];
      if (value !== null && typeof value !== 'number')
        throw argumentError(`${path}.${set}`, value, 'a number or null');
    }
  });
}
