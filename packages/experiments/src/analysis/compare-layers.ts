import * as tf from '@tensorflow/tfjs-core';
import { input, model as buildModel, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { ImageShape } from '../models/definition.js';
import { parameterCount } from '../models/count.js';
import { letOthersRun } from '../training/step-parts.js';

/** A layer, or several in a row, as a function from its input to its output. Each call makes new layers. */
export type LayerFunction = (images: SymbolicTensor) => SymbolicTensor;

/** A custom layer and what it is held against. */
export interface LayerPair {
  /** Names, as the records have them. */
  layer: string;
  standard: string;
  /** Shape of one image. */
  imageShape: ImageShape;
  build: { custom: LayerFunction; standard: LayerFunction };
  /**
   * Whether both are to compute the same. Then the standard one gets the custom one's weights, which must have the same shapes
   * in the same order, and values and gradients are compared.
   */
  sameFunction: boolean;
}

/** A figure of the custom layer and the same of its counterpart. */
export interface OfBoth<Value> {
  custom: Value;
  standard: Value;
}

/** How far values are from those that they are held against. */
export interface Difference {
  /** Whether every |custom - standard| is at most 1e-8 + 1e-5 |standard|: the rule of `torch.allclose`. */
  equal: boolean;
  /** The largest absolute difference. */
  largest: number;
  /** Of the differences. */
  standardDeviation: number;
}

/** A custom layer beside its counterpart. */
export interface LayerComparison {
  layer: string;
  standard: string;
  /** Of one image, with the batch: [1, height, width, channels]. */
  inputShape: number[];
  /** For that input. */
  outputShape: OfBoth<number[]>;
  /** Trainable ones. */
  parameters: OfBoth<number>;
  /** In the batch that values are compared on and times measured with. */
  images: number;
  /** Of the outputs in inference and in training, with the same weights; null where the two compute different things. */
  inference: Difference | null;
  training: Difference | null;
  /** Of the gradients with respect to the input and to each weight, in training; null where the two compute different things. */
  gradients: ({ of: string } & Difference)[] | null;
  /** Smallest and largest value of the output in inference. */
  range: OfBoth<{ low: number; high: number }>;
  /**
   * Milliseconds of a forward pass of the batch in training mode, and of the gradients after it. The shortest of all rounds,
   * which is the one that other work on the machine disturbed least.
   */
  forwardMs: OfBoth<number>;
  backwardMs: OfBoth<number>;
  /** Time of forward and backward pass together, the custom layer's over the other's. */
  timeRatio: number;
}

const WARM_UP = 3;
/** The shorter the times, the more of them it takes: there are more rounds until they have taken so long, */
const ENOUGH_MS = 1_000;
/** but no more than so many times what was asked for. */
const MOST = 20;

/**
 * Holds a custom layer against a standard one on the same images, drawn from a standard normal distribution: shapes,
 * values, gradients (of the sum of the outputs, each times a random number), parameters and times.
 *
 * @param options.images - in a batch, default 64
 * @param options.rounds - in each of which all times are measured once, so that what slows the machine down slows both. Default
 *   9 at least, and up to 20 times as many within a second; 3 more do not count
 * @param options.seed - of images and random numbers, default 1
 * @throws RangeError if two layers that are to compute the same have different weights or outputs, or if values are not
 *   finite
 */
export async function compareLayers(
  pair: LayerPair,
  options: { images?: number; rounds?: number; seed?: number } = {},
): Promise<LayerComparison> {
  const { images = 64, rounds = 9, seed = 1 } = options;
  const models = { custom: modelOf(pair, 'custom'), standard: modelOf(pair, 'standard') };
  const x = tf.randomNormal<tf.Rank.R4>([images, ...pair.imageShape], 0, 1, 'float32', seed);
  const outputShape = ofBoth(models, (model) => [1, ...(model.outputs[0].shape.slice(1) as number[])]);
  const upstream = ofBoth(outputShape, ([, ...shape]) =>
    tf.randomUniform([images, ...shape], -1, 1, 'float32', seed + 1),
  );
  try {
    if (pair.sameFunction) shareWeights(pair, models, outputShape);
    const outputs = await inTurn(models, (model) => valuesOf(() => [forward(model, x, false)]));
    return {
      layer: pair.layer,
      standard: pair.standard,
      inputShape: [1, ...pair.imageShape],
      outputShape,
      parameters: ofBoth(models, parameterCount),
      images,
      ...(pair.sameFunction
        ? await differences(models, x, upstream.custom, outputs)
        : { inference: null, training: null, gradients: null }),
      range: ofBoth(outputs, ([values]) => rangeOf(values)),
      ...(await times(models, x, upstream, rounds)),
    };
  } finally {
    tf.dispose([x, upstream.custom, upstream.standard]);
    models.custom.dispose();
    models.standard.dispose();
  }
}

/** By the rule of {@link Difference}. */
export function difference(custom: Float32Array, standard: Float32Array): Difference {
  let [largest, sum, squares] = [0, 0, 0];
  let equal = true;
  standard.forEach((expected, i) => {
    const by = custom[i] - expected;
    if (Math.abs(by) > 1e-8 + 1e-5 * Math.abs(expected)) equal = false;
    largest = Math.max(largest, Math.abs(by));
    sum += by;
    squares += by * by;
  });
  const mean = sum / standard.length;
  return { equal, largest, standardDeviation: Math.sqrt(Math.max(0, squares / standard.length - mean ** 2)) };
}

/** Smallest and largest of some values. */
export function rangeOf(values: Float32Array): { low: number; high: number } {
  return values.reduce(
    ({ low, high }, value) => ({ low: Math.min(low, value), high: Math.max(high, value) }),
    {
      low: Infinity,
      high: -Infinity,
    },
  );
}

function modelOf({ imageShape, build }: LayerPair, which: Which): LayersModel {
  const images = input({ shape: imageShape });
  return buildModel({ inputs: images, outputs: build[which](images) });
}

function shareWeights(
  { layer, standard }: LayerPair,
  models: OfBoth<LayersModel>,
  outputShape: OfBoth<number[]>,
): void {
  const shapes = ofBoth(models, (model) => JSON.stringify(model.getWeights().map((weight) => weight.shape)));
  const outputs = ofBoth(outputShape, (shape) => JSON.stringify(shape));
  if (shapes.custom !== shapes.standard || outputs.custom !== outputs.standard) {
    throw new RangeError(
      `compareLayers: ${layer} and ${standard} must have the same weights and outputs to compute the same, but have ` +
        `weights ${shapes.custom} and ${shapes.standard}, outputs ${outputs.custom} and ${outputs.standard}`,
    );
  }
  models.standard.setWeights(models.custom.getWeights());
}

async function differences(
  models: OfBoth<LayersModel>,
  x: tf.Tensor4D,
  upstream: tf.Tensor,
  inference: OfBoth<Float32Array[]>,
): Promise<Pick<LayerComparison, 'inference' | 'training' | 'gradients'>> {
  const training = await inTurn(models, (model) => valuesOf(() => outputAndGradients(model, x, upstream)));
  const names = models.custom.trainableWeights.map(({ originalName }) => originalName.split('/').at(-1)!);
  return {
    inference: difference(inference.custom[0], inference.standard[0]),
    training: difference(training.custom[0], training.standard[0]),
    gradients: ['input', ...names].map((of, i) => ({
      of,
      ...difference(training.custom[i + 1], training.standard[i + 1]),
    })),
  };
}

type Which = keyof OfBoth<unknown>;

/** Milliseconds of a forward pass, and of a forward and a backward pass. */
interface Times {
  forward: number;
  both: number;
}

async function times(
  models: OfBoth<LayersModel>,
  x: tf.Tensor4D,
  upstream: OfBoth<tf.Tensor>,
  rounds: number,
): Promise<Pick<LayerComparison, 'forwardMs' | 'backwardMs' | 'timeRatio'>> {
  const all: OfBoth<Times>[] = [];
  const started = performance.now();
  const more = () => all.length < rounds * MOST && performance.now() - started < ENOUGH_MS;
  for (let round = 0; all.length < rounds || more(); round++) {
    const measured = {} as OfBoth<Times>;
    // First the one, then the other: what the first leaves in the caches favours neither.
    const order = round % 2 === 0 ? (['custom', 'standard'] as const) : (['standard', 'custom'] as const);
    for (const which of order) {
      measured[which] = {
        forward: await timeOf(() => [forward(models[which], x, true)]),
        both: await timeOf(() => outputAndGradients(models[which], x, upstream[which])),
      };
      await letOthersRun();
    }
    if (round >= WARM_UP) all.push(measured);
  }
  const shortest = ofBoth<Which, Times>({ custom: 'custom', standard: 'standard' }, (which) => ({
    forward: Math.min(...all.map((round) => round[which].forward)),
    both: Math.min(...all.map((round) => round[which].both)),
  }));
  return {
    forwardMs: ofBoth(shortest, (time) => time.forward),
    // Gradients take a forward pass as well. Less than nothing is left where no round was undisturbed.
    backwardMs: ofBoth(shortest, (time) => Math.max(0, time.both - time.forward)),
    timeRatio: shortest.custom.both / shortest.standard.both,
  };
}

function forward(model: LayersModel, x: tf.Tensor, training: boolean): tf.Tensor {
  return model.apply(x, { training }) as tf.Tensor;
}

/** The output in training, and the gradients with respect to the input and to each trainable weight. */
function outputAndGradients(model: LayersModel, x: tf.Tensor, upstream: tf.Tensor): tf.Tensor[] {
  const weights = model.trainableWeights.map((weight) => weight.read());
  const { value, grads } = tf.valueAndGrads(() => forward(model, x, true))([x, ...weights], upstream);
  return [value, ...grads];
}

/** @throws RangeError if one is not finite: nothing could be said of how far it is from another */
async function valuesOf(compute: () => tf.Tensor[]): Promise<Float32Array[]> {
  const tensors = tf.tidy(compute);
  const values = (await Promise.all(tensors.map((tensor) => tensor.data()))) as Float32Array[];
  const copies = values.map((one) => one.slice());
  tf.dispose(tensors);
  const strange = copies.flatMap((one) => [...one.filter((value) => !Number.isFinite(value))].slice(0, 1))[0];
  if (strange !== undefined) {
    throw new RangeError(`compareLayers: values and gradients must be finite, but one is ${strange}`);
  }
  return copies;
}

/** Until the first value of each result can be read: reading all of them would be measured as well. */
async function timeOf(compute: () => tf.Tensor[]): Promise<number> {
  const started = performance.now();
  const first = tf.tidy(() => compute().map((tensor) => tf.slice(tf.reshape(tensor, [-1]), 0, 1)));
  await Promise.all(first.map((value) => value.data()));
  const elapsed = performance.now() - started;
  tf.dispose(first);
  return elapsed;
}

function ofBoth<From, To>({ custom, standard }: OfBoth<From>, figure: (of: From) => To): OfBoth<To> {
  return { custom: figure(custom), standard: figure(standard) };
}

async function inTurn<From, To>(
  { custom, standard }: OfBoth<From>,
  figure: (of: From) => Promise<To>,
): Promise<OfBoth<To>> {
  return { custom: await figure(custom), standard: await figure(standard) };
}
