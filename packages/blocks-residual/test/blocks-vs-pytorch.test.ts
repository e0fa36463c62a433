import '@tensorflow/tfjs-backend-cpu';
import * as tfc from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-layers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { basicBlock, type Block, bottleneckBlock, wideBlock } from '../src/index.js';
import fixture from './fixtures/blocks.json' with { type: 'json' };

interface Case {
  name: string;
  factory: string;
  config: { filters: number; strides?: number; widenFactor?: number };
  inputShape: number[];
  outputShape: number[];
  input: number[];
  probe: number[];
  weights: Record<string, number[]>;
  inferenceOutput: number[];
  trainingOutput: number[];
  inputGradient: number[];
  weightGradients: Record<string, number[]>;
  movingStatisticsAfterOneStep: Record<string, number[]>;
}

const factories: Record<string, (config: Case['config'] & { name: string }) => Block> = {
  basic: basicBlock,
  bottleneck: bottleneckBlock,
  wide: wideBlock,
};

function expectClose(actual: ArrayLike<number>, expected: number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  const worst = Math.max(...expected.map((value, i) => Math.abs(actual[i] - value)));
  expect(worst / scale).toBeLessThan(tolerance);
}

/** `layer/kernel` for a weight, whatever tfjs appended to keep its names unique. */
const weightKey = (layer: tf.layers.Layer, weight: tf.LayerVariable) =>
  `${layer.name}/${weight.originalName.split('/').pop()}`;

function setWeights(model: tf.LayersModel, values: Record<string, number[]>): void {
  for (const layer of model.layers) {
    layer.setWeights(
      layer.weights.map((weight) => tfc.tensor(values[weightKey(layer, weight)], weight.shape as number[])),
    );
  }
}

beforeAll(() => tfc.setBackend('cpu'));

describe.each((fixture.cases as unknown as Case[]).map((reference) => [reference.name, reference] as const))(
  'PyTorch reference: %s',
  (_, reference) => {
    const input = tf.input({ shape: reference.inputShape.slice(1) });
    const output = factories[reference.factory]({ ...reference.config, name: 'block' })(input);
    const model = tf.model({ inputs: input, outputs: output });
    const images = tfc.tensor(reference.input, reference.inputShape);
    const probe = tfc.tensor(reference.probe, reference.outputShape);

    beforeEach(() => setWeights(model, reference.weights));

    it('infers the shape', () => {
      expect(output.shape).toEqual([null, ...reference.outputShape.slice(1)]);
    });

    it('has the same output in inference', () => {
      const result = model.apply(images) as tfc.Tensor;
      expect(result.shape).toEqual(reference.outputShape);
      expectClose(result.dataSync(), reference.inferenceOutput, 1e-5);
    });

    it('has the same output, gradients and moving mean in training', () => {
      const loss = (x: tfc.Tensor = images): tfc.Scalar =>
        tfc.sum(tfc.mul(model.apply(x, { training: true }) as tfc.Tensor, probe));
      expectClose(
        (model.apply(images, { training: true }) as tfc.Tensor).dataSync(),
        reference.trainingOutput,
        1e-5,
      );

      for (const layer of model.layers) {
        for (const weight of layer.weights.filter((weight) => /moving_mean/.test(weight.originalName))) {
          const expected = reference.movingStatisticsAfterOneStep[`${layer.name}/moving_mean`];
          expectClose(weight.read().dataSync(), expected, 1e-5);
        }
      }

      const { grads } = tfc.variableGrads(() => loss());
      for (const layer of model.layers) {
        for (const weight of layer.trainableWeights) {
          const expected = reference.weightGradients[weightKey(layer, weight)];
          const variable = weight.read() as tfc.Variable;
          expectClose(grads[variable.name].dataSync(), expected, 1e-4);
        }
      }
      const inputGradient = tfc.grad(loss)(images);
      expectClose(inputGradient.dataSync(), reference.inputGradient, 1e-4);
    });

    it("keeps the batch's own variance in the moving variance, where PyTorch takes n / (n - 1) of it", () => {
      const before = model.layers.map((layer) =>
        layer.getWeights().map((weight) => weight.dataSync().slice()),
      );
      tfc.dispose(model.apply(images, { training: true }) as tfc.Tensor);
      let checked = 0;
      model.layers.forEach((layer, index) => {
        if (layer.getClassName() !== 'BatchNormalization') return;
        const shape = layer.outputShape as number[];
        const n = reference.inputShape[0] * shape[1] * shape[2];
        const old = before[index][3];
        const expected = reference.movingStatisticsAfterOneStep[`${layer.name}/moving_variance`].map(
          (torch, i) => 0.9 * old[i] + (torch - 0.9 * old[i]) * ((n - 1) / n),
        );
        expectClose(layer.getWeights()[3].dataSync(), expected, 1e-5);
        checked++;
      });
      expect(checked).toBeGreaterThan(1);
    });
  },
);
