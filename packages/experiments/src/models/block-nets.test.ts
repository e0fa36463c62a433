import { basicBlock } from '@convstudy/blocks-residual';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { layers, model, type LayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, it } from 'vitest';
import { blockNets } from './block-nets.js';
import { parameterCount } from './index.js';
import { plainBlock } from './plain-block.js';

beforeAll(() => tf.setBackend('cpu'));

function built({ build, inputShape }: (typeof blockNets)[keyof typeof blockNets]): LayersModel {
  return build({ inputShape, seed: 3 });
}

it('have budgets within 2 % of each other', () => {
  const parameters = Object.values(blockNets).map((net) => parameterCount(built(net)));
  expect(parameters).toEqual([175_258, 172_794, 172_746, 172_506]);
  expect(Math.max(...parameters) / Math.min(...parameters)).toBeLessThan(1.02);
});

it('differ between plain and basic blocks in the shortcuts alone', () => {
  const [plain, basic] = [built(blockNets.plain), built(blockNets.basic)];
  const convolutions = (net: LayersModel) =>
    net.layers
      .filter(({ name }) => /conv\d?$/.test(name))
      .map((layer) => ({
        name: layer.name,
        shape: layer.outputShape,
        kernel: layer.getWeights()[0].dataSync(),
      }));
  expect(convolutions(plain)).toHaveLength(13);
  expect(convolutions(plain)).toEqual(convolutions(basic));
  expect(basic.layers.filter(({ name }) => name.endsWith('_add'))).toHaveLength(6);
  expect(plain.layers.filter(({ name }) => name.endsWith('_add'))).toHaveLength(0);
});

it.each([1, 2])(
  'gives the plain block, stride %d, the ReLU of what the basic block adds to its shortcut',
  (strides) => {
    const config = { filters: 4, strides, seed: 3, name: 'a' };
    const input = layers.input({ shape: [7, 6, 4] });
    const basic = model({ inputs: input, outputs: basicBlock(config)(input) });
    const branch = model({ inputs: input, outputs: basic.getLayer('a_bn2').output });
    const plain = model({ inputs: input, outputs: plainBlock(config)(input) });
    const images = tf.randomNormal([2, 7, 6, 4], 0, 1, 'float32', 5);
    const expected = tf.relu(branch.apply(images, { training: true }) as tf.Tensor);
    const actual = plain.apply(images, { training: true }) as tf.Tensor;
    expect(actual.shape).toEqual(expected.shape);
    expect(actual.dataSync()).toEqual(expected.dataSync());
  },
);
