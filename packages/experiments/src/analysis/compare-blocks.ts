import type { Block } from '@convstudy/blocks-residual';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { multiplyAdds, parameterCount, type ImageShape } from '../models/index.js';
import { median } from '../statistics/median.js';
import { letOthersRun } from '../training/step-parts.js';

/** What a block is and costs. */
export interface BlockFigures {
  block: string;
  /** [height, width, channels] of one image's features, as `outputShape`. */
  inputShape: number[];
  outputShape: number[];
  /** Trainable ones. */
  parameters: number;
  /** Of one image. */
  multiplyAdds: number;
  /** Images in a batch, for the figures below. */
  batchSize: number;
  /** Of the trainable weights. */
  weightBytes: number;
  /** What a forward pass in training leaves in memory for the backward pass, beside weights and input. */
  activationBytes: number;
  /** Median of a forward pass in training mode. */
  forwardMs: number;
  /** Median of what a backward pass to input and weights takes beside the forward pass. */
  backwardMs: number;
  /** How often times were taken, the blocks taking turns. */
  rounds: number;
  /**
   * Standard deviation of the output for one image of standard normal features, in training mode, once for each draw of the
   * weights and the image; null where it is not finite.
   */
  outputSpread: (number | null)[];
}

export interface CompareBlocksOptions {
  /** [height, width, channels] of one image's features. Default [32, 32, 64], the document's. */
  inputShape?: ImageShape;
  /** Default 16. */
  batchSize?: number;
  /** How long times are taken in all. Default 4000; two rounds are made at least. */
  milliseconds?: number;
  /** Each gives weights and an image for `outputSpread`. Default 1 to 5. */
  seeds?: readonly number[];
  signal?: AbortSignal;
}

const FEWEST_ROUNDS = 2;

/**
 * Measures blocks beside each other on the current backend.
 *
 * @param blocks - by name, how each is made with weights drawn from a seed
 * @returns an entry a block, in their order
 * @throws the signal's reason if it is aborted
 */
export async function compareBlocks(
  blocks: Readonly<Record<string, (seed: number) => Block>>,
  options: CompareBlocksOptions = {},
): Promise<BlockFigures[]> {
  const { inputShape = [32, 32, 64], batchSize = 16, milliseconds = 4000, signal } = options;
  const { seeds = [1, 2, 3, 4, 5] } = options;
  const names = Object.keys(blocks);
  const models = names.map((name) => modelOf(blocks[name](1), inputShape));
  // A variable, so that there is a gradient with respect to it, as there is inside of a net.
  const images = tf.tidy(() => tf.variable(normal([batchSize, ...inputShape], 1)));
  try {
    const bytes = models.map((model) => activationBytes(model, images));
    const times = await takeTurns(models, images, milliseconds, signal);
    const entries: BlockFigures[] = [];
    for (const [i, block] of names.entries()) {
      const parameters = parameterCount(models[i]);
      entries.push({
        block,
        inputShape,
        outputShape: models[i].outputs[0].shape.slice(1) as number[],
        parameters,
        multiplyAdds: multiplyAdds(models[i]),
        batchSize,
        weightBytes: parameters * Float32Array.BYTES_PER_ELEMENT,
        activationBytes: bytes[i],
        ...times[i],
        outputSpread: await outputSpread(blocks[block], inputShape, seeds, signal),
      });
    }
    return entries;
  } finally {
    images.dispose();
    for (const model of models) model.dispose();
  }
}

function modelOf(block: Block, inputShape: ImageShape): layers.LayersModel {
  const input = layers.input({ shape: inputShape });
  return layers.model({ inputs: input, outputs: block(input) });
}

function normal(shape: number[], seed: number): tf.Tensor {
  return tf.randomNormal(shape, 0, 1, 'float32', seed);
}

function forward(model: layers.LayersModel, images: tf.Tensor): tf.Tensor {
  return model.apply(images, { training: true }) as tf.Tensor;
}

/** The gradients of the mean square of the output with respect to input and weights; `seen` is called between. */
function backward(model: layers.LayersModel, images: tf.Variable, seen?: () => void): tf.Tensor[] {
  const weights = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const { value, grads } = tf.variableGrads(() => {
    const output = forward(model, images);
    seen?.();
    return tf.mean<tf.Scalar>(tf.square(output));
  }, [images, ...weights]);
  value.dispose();
  return Object.values(grads);
}

function activationBytes(model: layers.LayersModel, images: tf.Variable): number {
  let bytes = 0;
  const before = tf.memory().numBytes;
  tf.dispose(backward(model, images, () => (bytes = tf.memory().numBytes - before)));
  return bytes;
}

async function takeTurns(
  models: readonly layers.LayersModel[],
  images: tf.Variable,
  milliseconds: number,
  signal: AbortSignal | undefined,
): Promise<Pick<BlockFigures, 'forwardMs' | 'backwardMs' | 'rounds'>[]> {
  const rounds: { forwardMs: number; backwardMs: number }[][] = [];
  // The first round, in which engines compile, does not count.
  let end = Infinity;
  for (let round = 0; round <= FEWEST_ROUNDS || performance.now() < end; round++) {
    const times = [];
    for (const model of models) {
      signal?.throwIfAborted();
      const forwardMs = await timed(() => tf.sum(forward(model, images)));
      const both = await timed(() => tf.addN(backward(model, images).map((gradient) => tf.sum(gradient))));
      times.push({ forwardMs, backwardMs: both - forwardMs });
      await letOthersRun();
    }
    if (round === 0) end = performance.now() + milliseconds;
    else rounds.push(times);
  }
  return models.map((_, i) => ({
    forwardMs: median(rounds.map((times) => times[i].forwardMs)),
    backwardMs: median(rounds.map((times) => times[i].backwardMs)),
    rounds: rounds.length,
  }));
}

async function timed(work: () => tf.Tensor): Promise<number> {
  const started = performance.now();
  const result = tf.tidy(work);
  await result.data();
  const took = performance.now() - started;
  result.dispose();
  return took;
}

async function outputSpread(
  block: (seed: number) => Block,
  inputShape: ImageShape,
  seeds: readonly number[],
  signal: AbortSignal | undefined,
): Promise<(number | null)[]> {
  const spread: (number | null)[] = [];
  for (const seed of seeds) {
    signal?.throwIfAborted();
    const model = modelOf(block(seed), inputShape);
    const deviation = tf.tidy(() =>
      tf.sqrt(tf.moments(forward(model, normal([1, ...inputShape], seed))).variance),
    );
    const [value] = await deviation.data();
    spread.push(Number.isFinite(value) ? value : null);
    deviation.dispose();
    model.dispose();
  }
  return spread;
}
