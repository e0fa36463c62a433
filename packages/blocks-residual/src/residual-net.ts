import { adaptiveAvgPool2d } from '@convstudy/layers-custom';
import * as tf from '@tensorflow/tfjs-layers';
import { requireImages, requirePositiveInteger, requireSeed, show } from './argument-checks.js';
import { basicBlock } from './basic-block.js';
import { type Block, type BlockConfig, partNames } from './block.js';
import { bottleneckBlock } from './bottleneck-block.js';
import { convNorm } from './conv-norm.js';
import { fanInUniform, subSeed } from './initialization.js';
import { wideBlock, type WideBlockConfig } from './wide-block.js';

/** One block of a net: which kind, and that kind's options. Seed and name come from the net. */
export type BlockSpec =
  | ({ type: 'basic' | 'bottleneck' } & Pick<BlockConfig, 'filters' | 'strides'>)
  | ({ type: 'wide' } & Pick<WideBlockConfig, 'filters' | 'strides' | 'widenFactor'>);

export interface StemConfig {
  filters: number;
  /** Odd size of the stem's kernel, default 3. */
  kernelSize?: number;
  /** Default 1. */
  strides?: number;
  /** Whether the convolution has a bias, default false (batch normalization follows, which has one). */
  useBias?: boolean;
}

export interface ResidualNetConfig {
  /** [height, width, channels] of one image; height and width may be null where they vary. */
  inputShape: [number | null, number | null, number];
  /** Length of the logits. */
  numClasses: number;
  /** The convolution, BN and ReLU in front of the blocks. */
  stem: StemConfig;
  /** The blocks in order: specs, or functions for blocks of one's own (those bring their own seed and name). */
  blocks: readonly (BlockSpec | Block)[];
  /** Rows and columns that adaptive average pooling leaves before the dense layer, default 1 (the global mean). */
  poolSize?: number;
  /** Seed of all initial weights; without it they differ from run to run. */
  seed?: number;
  /** Name of the model. */
  name?: string;
}

const caller = 'residualNet';

/**
 * A residual network for images: stem (convolution, BN, ReLU), blocks, adaptive average pooling, dense layer.
 * The model ends in logits, without a softmax. Layers are named `stem_...`, `block1_...`, `block2_...`, `pool`,
 * `flatten`, `logits`, the same in every process.
 *
 * Shapes: [batch, height, width, channels] -> [batch, numClasses].
 *
 * @throws If an option is out of range (the error names it, its value and what was expected) or a block is of an
 *   unknown type.
 */
export function residualNet(config: ResidualNetConfig): tf.LayersModel {
  const { inputShape, numClasses, stem, blocks, poolSize = 1, seed, name } = config;
  checkConfig(config);

  const input = tf.input({ shape: inputShape, name: 'images' });
  let features = convNorm(input, {
    filters: stem.filters,
    kernelSize: stem.kernelSize ?? 3,
    strides: stem.strides ?? 1,
    useBias: stem.useBias ?? false,
    part: '',
    names: partNames({ name: 'stem', seed: subSeed(seed, 'stem') }),
  });
  blocks.forEach((block, index) => {
    features = toBlock(block, `block${index + 1}`, seed)(features);
    requireImages(`${caller}: after blocks[${index}]`, features);
  });
  features = adaptiveAvgPool2d({ outputSize: poolSize, name: 'pool' }).apply(features) as tf.SymbolicTensor;
  features = tf.layers.flatten({ name: 'flatten' }).apply(features) as tf.SymbolicTensor;
  const logits = tf.layers
    .dense({
      units: numClasses,
      kernelInitializer: fanInUniform({ seed: subSeed(seed, 'logits/kernel') }),
      biasInitializer: fanInUniform({ seed: subSeed(seed, 'logits/bias'), fanIn: features.shape[1]! }),
      name: 'logits',
    })
    .apply(features) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: logits, name });
}

function toBlock(block: BlockSpec | Block, name: string, seed: number | undefined): Block {
  if (typeof block === 'function') return block;
  const { filters, strides } = block;
  const config = { filters, strides, seed: subSeed(seed, name), name };
  switch (block.type) {
    case 'basic':
      return basicBlock(config);
    case 'bottleneck':
      return bottleneckBlock(config);
    case 'wide':
      return wideBlock({ ...config, widenFactor: block.widenFactor });
  }
}

function checkConfig({ inputShape, numClasses, stem, blocks, poolSize = 1, seed }: ResidualNetConfig): void {
  const isSize = (size: unknown) => Number.isSafeInteger(size) && (size as number) > 0;
  if (
    !Array.isArray(inputShape) ||
    inputShape.length !== 3 ||
    !inputShape.every((size, axis) => isSize(size) || (size === null && axis < 2))
  ) {
    throw new RangeError(
      `${caller}: inputShape must be [height, width, channels] of positive integers, but it is ${show(inputShape)}.`,
    );
  }
  requirePositiveInteger(caller, 'numClasses', numClasses);
  requirePositiveInteger(caller, 'poolSize', poolSize);
  requireSeed(caller, seed);
  const { filters, kernelSize = 3, strides = 1 } = (stem ?? {}) as Partial<StemConfig>;
  requirePositiveInteger(caller, 'stem.filters', filters);
  requirePositiveInteger(caller, 'stem.strides', strides);
  requirePositiveInteger(caller, 'stem.kernelSize', kernelSize);
  if (kernelSize % 2 === 0) {
    throw new RangeError(`${caller}: stem.kernelSize must be odd, but it is ${kernelSize}.`);
  }
  if (!Array.isArray(blocks)) {
    throw new RangeError(`${caller}: blocks must be an array of block specs, but it is ${show(blocks)}.`);
  }
  blocks.forEach((block: BlockSpec | Block, index) => checkBlock(block, `blocks[${index}]`));
}

function checkBlock(block: BlockSpec | Block, place: string): void {
  if (typeof block === 'function') return;
  const { type, filters, strides = 1 } = (block ?? {}) as Partial<BlockSpec>;
  if (!['basic', 'bottleneck', 'wide'].includes(type as string)) {
    throw new RangeError(
      `${caller}: ${place}.type must be "basic", "bottleneck" or "wide", but it is ${show(type)}.`,
    );
  }
  requirePositiveInteger(caller, `${place}.filters`, filters);
  requirePositiveInteger(caller, `${place}.strides`, strides);
  if (block.type === 'wide' && block.widenFactor !== undefined) {
    requirePositiveInteger(caller, `${place}.widenFactor`, block.widenFactor);
  }
}
