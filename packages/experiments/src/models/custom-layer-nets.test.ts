import '@convstudy/backend-simd';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { customLayerNets } from './custom-layer-nets.js';
import { multiplyAdds, parameterCount } from './count.js';

beforeAll(() => tf.setBackend('simd'));

const plain = 9 * 3 * 16 + 16 + (9 * 16 * 32 + 32) + (9 * 32 * 64 + 64) + 1024 * 10 + 10;
const built = (seed: number, inputShape: [number, number, number] = [32, 32, 3]) =>
  customLayerNets.map(({ id, build }) => ({ id, model: build({ inputShape, seed }) }));

it('differ in the parameters of attention only', () => {
  const parameters = Object.fromEntries(built(1).map(({ id, model }) => [id, parameterCount(model)]));
  expect(parameters).toEqual({
    Plain: plain,
    'With noisy convolution': plain,
    'With spatial attention': plain + 7 * 7 * 2,
    'With channel attention': plain + (16 * 4 + 4) + (4 * 16 + 16),
    'With CustomReLU': plain,
    'With adaptive pooling': plain,
    'With seeded dropout': plain,
  });
  expect(multiplyAdds(built(1)[0].model)).toBe(
    1024 * 9 * 3 * 16 + 256 * 9 * 16 * 32 + 64 * 9 * 32 * 64 + 10240,
  );
});

it('begin with the same weights, and without attention compute the same in inference', () => {
  const images = tf.randomNormal([4, 32, 32, 3], 0, 1, 'float32', 7);
  const [first, ...others] = built(3).map(({ id, model }) => ({
    id,
    kernel: model.getLayer('conv1').getWeights()[0].dataSync(),
    logits: (model.apply(images) as tf.Tensor).dataSync(),
  }));
  for (const { id, kernel, logits } of others) {
    expect(kernel, id).toEqual(first.kernel);
    if (/attention/.test(id)) expect(logits, id).not.toEqual(first.logits);
    else expect(logits, id).toEqual(first.logits);
  }
});

it('take images of another size', () => {
  for (const { id, model } of built(1, [29, 18, 1])) {
    expect(model.outputs[0].shape, id).toEqual([null, 10]);
  }
});

it('draw noise and dropout from the seed of the net', () => {
  const images = tf.randomNormal([2, 32, 32, 3], 0, 1, 'float32', 7);
  const inTraining = (index: number, seed: number) =>
    (built(seed)[index].model.apply(images, { training: true }) as tf.Tensor).dataSync();
  for (const index of [1, 6]) expect(inTraining(index, 3)).toEqual(inTraining(index, 3));
});
