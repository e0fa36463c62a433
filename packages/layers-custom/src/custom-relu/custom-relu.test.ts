import { expectReference, testLayer } from '@convstudy-tools/test-kit';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import reference from '../../test/fixtures/custom-relu.json' with { type: 'json' };
import { customReLU } from './custom-relu.js';

describe('CustomReLU', () => {
  testLayer({ create: () => customReLU(), inputShapes: [[12], [4, 3, 2]] });

  it("equals PyTorch's clamp, values and gradient, with NaN, infinities and zeros", async () => {
    const exactly = { tolerance: { relative: 0, ofLargest: 0 } };
    await expectReference(
      () => customReLU(),
      { ...reference, inputShape: [reference.input.length] },
      exactly,
    );
  });

  it('equals tf.relu except for the gradient at 0', () => {
    const x = tf.tensor1d([-2, -0.5, 0, 0.5, 2]);
    const layer = customReLU();
    expect((layer.apply(x) as tf.Tensor).dataSync()).toEqual(tf.relu(x).dataSync());
    const gradient = tf.grad((t) => tf.sum(layer.apply(t) as tf.Tensor))(x);
    expect(Array.from(gradient.dataSync())).toEqual([0, 0, 1, 1, 1]);
  });
});
