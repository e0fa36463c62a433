import { type BlockSpec, residualNet, subSeed } from '@convstudy/blocks-residual';
import type * as tf from '@tensorflow/tfjs-layers';
import { cifar10Shape, type ModelDefinition, type ModelOptions } from './definition.js';
import { plainBlock } from './plain-block.js';

// The nets of study 3.2. The document builds single blocks only; these are made for the comparison of its conclusion: one kind
// of block each, the same stem and stages (16x16, 8x8 and 4x4 positions), about 174,000 parameters. Where blocks cost less,
// there are more of them: six basic, bottleneck or plain ones, three wide ones.

const STEM = { filters: 16, strides: 2 };

const stages = (first: BlockSpec, second: BlockSpec, third: BlockSpec, blocks: number): BlockSpec[] =>
  [first, { ...second, strides: 2 }, { ...third, strides: 2 }].flatMap((stage) =>
    Array.from({ length: blocks }, (_, i) => (i === 0 ? stage : { ...stage, strides: 1 })),
  );

function blockNet(name: string, blocks: readonly BlockSpec[]) {
  return ({ inputShape, numClasses = 10, seed }: ModelOptions): tf.LayersModel =>
    residualNet({ inputShape, numClasses, stem: STEM, blocks, seed, name });
}

const basic = stages(
  { type: 'basic', filters: 16 },
  { type: 'basic', filters: 32 },
  { type: 'basic', filters: 64 },
  2,
);

/** The net of basic blocks with every shortcut left out. */
function plainNet({ inputShape, numClasses = 10, seed }: ModelOptions): tf.LayersModel {
  return residualNet({
    inputShape,
    numClasses,
    stem: STEM,
    blocks: basic.map(({ filters, strides }, index) => {
      const name = `block${index + 1}`;
      // One seed a block, as residualNet gives its own.
      return plainBlock({ filters, strides, seed: subSeed(seed, name), name });
    }),
    seed,
    name: 'PlainBlocks',
  });
}

const budget =
  'The document builds single blocks; nets of them were made here, with about 174,000 parameters each.';

/** Nets of one kind of block each, and one without shortcuts, within 2 % of each other in parameters. */
export const blockNets = {
  basic: {
    id: 'Basic blocks',
    title: 'Basic blocks',
    inputShape: cifar10Shape,
    build: blockNet('BasicBlocks', basic),
    layersSummary:
      'conv 3x3 16 stride 2 BN ReLU; two basic blocks each of 16, 32, 64 filters; average pool, dense 10',
    reconstructed: budget,
  },
  bottleneck: {
    id: 'Bottleneck blocks',
    title: 'Bottleneck blocks',
    inputShape: cifar10Shape,
    build: blockNet(
      'BottleneckBlocks',
      stages(
        { type: 'bottleneck', filters: 16 },
        { type: 'bottleneck', filters: 28 },
        { type: 'bottleneck', filters: 56 },
        2,
      ),
    ),
    layersSummary:
      'conv 3x3 16 stride 2 BN ReLU; two bottleneck blocks each of 16, 28, 56 filters (64, 112, 224 channels); average pool, dense 10',
    reconstructed: budget,
  },
  wide: {
    id: 'Wide blocks',
    title: 'Wide blocks',
    inputShape: cifar10Shape,
    build: blockNet(
      'WideBlocks',
      stages(
        { type: 'wide', filters: 12, widenFactor: 2 },
        { type: 'wide', filters: 24, widenFactor: 2 },
        { type: 'wide', filters: 48, widenFactor: 2 },
        1,
      ),
    ),
    layersSummary:
      'conv 3x3 16 stride 2 BN ReLU; wide blocks of 12, 24, 48 filters, factor 2 (24, 48, 96 channels); average pool, dense 10',
    reconstructed: budget,
  },
  plain: {
    id: 'Plain blocks',
    title: 'Plain CNN',
    inputShape: cifar10Shape,
    build: plainNet,
    layersSummary:
      'conv 3x3 16 stride 2 BN ReLU; two blocks each of 16, 32, 64 filters as the basic ones, but without shortcuts; average pool, dense 10',
    reconstructed: budget,
  },
} satisfies Record<string, ModelDefinition>;
