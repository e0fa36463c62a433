import { testLayer } from '@convstudy-tools/test-kit';
import * as tf from '@tensorflow/tfjs-layers';
import { describe } from 'vitest';
import { basicBlock, type Block, bottleneckBlock, wideBlock } from '../src/index.js';

/** A block as a layer: a model of nothing else. */
function layerOf(block: Block): tf.LayersModel {
  const input = tf.input({ shape: [null, null, 3] });
  return tf.model({ inputs: input, outputs: block(input) });
}

// A difference quotient across the kink of a ReLU is not the gradient. The blocks' inner ReLUs cannot be kept away from
// theirs by the input alone, so the seeds are ones with which none is met; the images are as small as that needs.
describe.each([
  ['basic block', basicBlock({ filters: 3, seed: 1, name: 'block' })],
  ['basic block, stride 2', basicBlock({ filters: 4, strides: 2, seed: 1, name: 'block' })],
  ['bottleneck', bottleneckBlock({ filters: 2, seed: 33, name: 'block' })],
  ['bottleneck, stride 2', bottleneckBlock({ filters: 2, strides: 2, seed: 13, name: 'block' })],
  ['wide block', wideBlock({ filters: 2, widenFactor: 2, seed: 23, name: 'block' })],
])('%s', (_, block) => {
  testLayer({ create: () => layerOf(block), inputShapes: [[3, 3, 3]] });
});
