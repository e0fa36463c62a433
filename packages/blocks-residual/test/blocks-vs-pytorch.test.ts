import { expectClose, expectReference } from '@convstudy-tools/test-kit';
import * as tfc from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
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

const tolerance = { relative: 1e-4, ofLargest: 1e-6 };

/** The names of a model's weights in its order, as `layer/kernel`, whatever tfjs appended to keep them unique. */
function weightNames(model: tf.LayersModel): string[] {
  const names = new Map<tf.LayerVariable, string>();
  for (const layer of model.layers) {
    for (const weight of layer.weights) {
      names.set(weight, `${layer.name}/${weight.originalName.split('/').pop()}`);
    }
  }
  return model.weights.map((weight) => names.get(weight)!);
}

beforeAll(() => tfc.setBackend('cpu'));

describe.each((fixture.cases as unknown as Case[]).map((reference) => [reference.name, reference] as const))(
  'PyTorch reference: %s',
  (_, reference) => {
    const build = () => {
      const input = tf.input({ shape: reference.inputShape.slice(1) });
      const output = factories[reference.factory]({ ...reference.config, name: 'block' })(input);
      return tf.model({ inputs: input, outputs: output });
    };
    const names = weightNames(build());
    const inOrder = (values: Record<string, number[]>) => names.map((name) => values[name]);
    const withWeights = () => {
      const model = build();
      model.setWeights(
        model.weights.map((weight, i) => tfc.tensor(reference.weights[names[i]], weight.shape as number[])),
      );
      return model;
    };
    const images = () => tfc.tensor(reference.input, reference.inputShape);

    it('infers the shape', () => {
      expect(build().outputs[0].shape).toEqual([null, ...reference.outputShape.slice(1)]);
    });

    it('has the same output in inference', () => {
      const output = withWeights().apply(images()) as tfc.Tensor;
      expect(output.shape).toEqual(reference.outputShape);
      expectClose('the output', output.dataSync(), reference.inferenceOutput, tolerance);
    });

    it('has the same output and gradients in training, on cpu and on simd', async () => {
      await expectReference(
        build,
        {
          inputShape: reference.inputShape,
          input: reference.input,
          weights: inOrder(reference.weights),
          output: reference.trainingOutput,
          probe: reference.probe,
          inputGradient: reference.inputGradient,
          weightGradients: inOrder(reference.weightGradients).filter((gradient) => gradient !== undefined),
        },
        { training: true },
      );
    });

    it('moves its statistics as PyTorch does, but by n values where PyTorch divides by n - 1', () => {
      const model = withWeights();
      tfc.dispose(model.apply(images(), { training: true }) as tfc.Tensor);
      for (const layer of model.layers) {
        if (layer.getClassName() !== 'BatchNormalization') continue;
        const [, , mean, variance] = layer.getWeights().map((weight) => weight.dataSync());
        const [meanKey, varianceKey] = [`${layer.name}/moving_mean`, `${layer.name}/moving_variance`];
        const { [meanKey]: torchMean, [varianceKey]: torchVariance } = reference.movingStatisticsAfterOneStep;
        expectClose(meanKey, mean, torchMean, tolerance);

        const [, height, width] = layer.outputShape as number[];
        const n = reference.inputShape[0] * height * width;
        const kept = reference.weights[varianceKey].map((before) => 0.9 * before);
        const expected = torchVariance.map((after, i) => kept[i] + (after - kept[i]) * ((n - 1) / n));
        expectClose(varianceKey, variance, expected, tolerance);
      }
    });
  },
);
