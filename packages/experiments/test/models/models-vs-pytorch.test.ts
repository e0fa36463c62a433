import '@convstudy/backend-simd';
import '@tensorflow/tfjs-backend-cpu';
import * as tfc from '@tensorflow/tfjs-core';
import type * as tf from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { type ImageShape, models } from '../../src/models/index.js';
import fixture from './fixtures/nets.json' with { type: 'json' };
import { hashedValues, setHashedWeights } from './hashed-weights.js';

interface GradientCase {
  name: string;
  mode: string;
  inputShape: number[];
  labels: number[];
  loss: number;
  /** Of each weight's gradient: its norm and its product with hashed values. */
  gradients: Record<string, number[]>;
}

function setUp(name: string, inputShape: ImageShape) {
  const model = models[name].build({ inputShape, seed: 1 });
  setHashedWeights(model);
  const [height, width, channels] = inputShape;
  const images = tfc.tensor4d(hashedValues('images', 2 * height * width * channels), [2, ...inputShape]);
  return { model, images };
}

function expectClose(actual: ArrayLike<number>, expected: number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  const worst = Math.max(...expected.map((value, i) => Math.abs(actual[i] - value)));
  expect(worst / scale).toBeLessThan(tolerance);
}

function expectSameGradients(
  model: tf.LayersModel,
  gradients: tfc.NamedTensorMap,
  expected: GradientCase['gradients'],
): void {
  // A bias in front of a batch normalization has a gradient of zero, of which only rounding errors are left.
  const negligible = 1e-5 * Math.max(...Object.values(expected).map(([norm]) => norm));
  for (const layer of model.layers) {
    for (const weight of layer.trainableWeights) {
      const name = `${layer.name}/${weight.originalName.split('/').pop()}`;
      const gradient = Array.from(gradients[(weight.read() as tfc.Variable).name].dataSync());
      const probe = hashedValues(`${name}/probe`, gradient.length);
      const norm = Math.sqrt(gradient.reduce((sum, value) => sum + value * value, 0));
      const product = gradient.reduce((sum, value, i) => sum + value * probe[i], 0);
      const [expectedNorm, expectedProduct] = expected[name];
      const tolerance = 1e-3 * expectedNorm + negligible;
      expect(Math.abs(norm - expectedNorm), name).toBeLessThan(tolerance);
      expect(Math.abs(product - expectedProduct), name).toBeLessThan(tolerance);
    }
  }
}

/** The cpu backend takes a minute for the gradients of ResidualCNN at full size, so it gets a part of the cases. */
const isForCpu = ({ name, inputShape }: { name: string; inputShape?: number[] }) =>
  inputShape
    ? inputShape[0] < models[name].inputShape[0]
    : ['FCN', 'SimpleCNN', 'ResidualCNN'].includes(name);

describe.each(['cpu', 'simd'])('with the same weights on %s', (backend) => {
  const casesHere = <T extends { name: string; inputShape?: number[] }>(cases: T[]) =>
    cases.filter((reference) => backend === 'simd' || isForCpu(reference));

  it.each(casesHere(fixture.logits))('logits of $name are those of PyTorch', async ({ name, logits }) => {
    await tfc.setBackend(backend);
    const { model, images } = setUp(name, models[name].inputShape);
    expectClose((model.apply(images) as tfc.Tensor).dataSync(), logits, 1e-4);
  });

  it.each(casesHere(fixture.gradients as unknown as GradientCase[]))(
    'loss and gradients of $name in $mode are those of PyTorch, images $inputShape',
    async ({ name, mode, inputShape, labels, loss, gradients }) => {
      await tfc.setBackend(backend);
      const { model, images } = setUp(name, inputShape as ImageShape);
      const targets = tfc.oneHot(tfc.tensor1d(labels, 'int32'), 10);
      const { value, grads } = tfc.variableGrads(() => {
        const logits = model.apply(images, { training: mode === 'training' }) as tfc.Tensor2D;
        return tfc.losses.softmaxCrossEntropy(targets, logits);
      });
      expect(value.dataSync()[0]).toBeCloseTo(loss, 4);
      expectSameGradients(model, grads, gradients);
      tfc.dispose(grads);
      model.dispose();
    },
  );
});
