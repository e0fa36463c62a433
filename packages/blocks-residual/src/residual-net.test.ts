import '@tensorflow/tfjs-backend-cpu';
import * as tfc from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { basicBlock, residualNet, type ResidualNetConfig } from './index.js';

beforeAll(() => tfc.setBackend('cpu'));

const residualCnn: ResidualNetConfig = {
  inputShape: [28, 28, 1],
  numClasses: 10,
  stem: { filters: 32, useBias: true },
  blocks: [
    { type: 'basic', filters: 32 },
    { type: 'basic', filters: 64, strides: 2 },
    { type: 'basic', filters: 64 },
  ],
  poolSize: 4,
};

/** One block of each kind, small enough for quick tests. */
const mixed: ResidualNetConfig = {
  inputShape: [7, 6, 2],
  numClasses: 3,
  stem: { filters: 4 },
  blocks: [
    { type: 'basic', filters: 4, strides: 2 },
    { type: 'bottleneck', filters: 2 },
    { type: 'wide', filters: 3, strides: 2, widenFactor: 2 },
  ],
  seed: 3,
  name: 'mixed',
};

function parameters(model: tf.LayersModel): number {
  return model.trainableWeights.reduce(
    (sum, { shape }) => sum + tfc.util.sizeFromShape(shape as number[]),
    0,
  );
}

const images = () => tfc.randomUniform([2, 7, 6, 2], -1, 1, 'float32', 5);
const outputOf = (model: tf.LayersModel) => (model.apply(images()) as tfc.Tensor).dataSync();

describe('residualNet', () => {
  it('has the sizes of ResidualCNN of the document', () => {
    expect(parameters(residualNet(residualCnn))).toBe(160_906);
    expect(parameters(residualNet({ ...residualCnn, inputShape: [32, 32, 3] }))).toBe(161_482);
  });

  it('maps images to logits, whatever their size', () => {
    const model = residualNet({ ...mixed, inputShape: [null, null, 2] });
    expect(model.outputs[0].shape).toEqual([null, 3]);
    for (const [height, width] of [
      [7, 6],
      [5, 9],
    ]) {
      expect((model.apply(tfc.ones([3, height, width, 2])) as tfc.Tensor).shape).toEqual([3, 3]);
    }
  });

  it('names its layers', () => {
    const names = residualNet(mixed).layers.map((layer) => layer.name);
    expect(names).toEqual(residualNet(mixed).layers.map((layer) => layer.name));
    expect(names.slice(0, 4)).toEqual(['images', 'stem_conv', 'stem_bn', 'stem_relu']);
    expect(names.slice(-3)).toEqual(['pool', 'flatten', 'logits']);
    expect(names).toContain('block2_conv3');
    expect(names).toContain('block3_conv_shortcut');
  });

  it('draws its weights from the seed alone', () => {
    const weights = (seed: number) =>
      residualNet({ ...mixed, seed })
        .getWeights()
        .map((weight) => [...weight.dataSync()]);
    expect(weights(3)).toEqual(weights(3));
    expect(weights(4)).not.toEqual(weights(3));
  });

  it('keeps the weights of the other blocks when one is added', () => {
    const kernel = (config: ResidualNetConfig, layer: string) =>
      residualNet(config).getLayer(layer).getWeights()[0].dataSync();
    const longer = { ...mixed, blocks: [...mixed.blocks, { type: 'basic', filters: 6 } as const] };
    for (const layer of ['stem_conv', 'block1_conv1', 'block3_conv2', 'logits']) {
      expect(kernel(longer, layer)).toEqual(kernel(mixed, layer));
    }
  });

  it('takes blocks of your own', () => {
    const model = residualNet({
      ...mixed,
      blocks: [
        basicBlock({ filters: 4, name: 'first' }),
        (input) => tf.layers.maxPooling2d({ poolSize: 2 }).apply(input) as tf.SymbolicTensor,
        { type: 'basic', filters: 4 },
      ],
    });
    const names = model.layers.map((layer) => layer.name);
    expect(names).toContain('first_conv1');
    expect(names).toContain('block3_conv1');
  });

  it('is the same after toJSON and modelFromJSON', async () => {
    const model = residualNet(mixed);
    const copy = await tf.models.modelFromJSON(JSON.parse(model.toJSON() as string) as tfc.io.ModelJSON);
    expect(copy.name).toBe('mixed');
    expect(copy.layers.map((layer) => layer.getConfig())).toEqual(
      model.layers.map((layer) => layer.getConfig()),
    );
    copy.setWeights(model.getWeights());
    expect(outputOf(copy)).toEqual(outputOf(model));
  });

  it('is the same after save and load', async () => {
    const model = residualNet(mixed);
    tfc.dispose(model.apply(images(), { training: true }) as tfc.Tensor);
    let saved: tfc.io.ModelArtifacts | undefined;
    await model.save(
      tfc.io.withSaveHandler((artifacts) => {
        saved = artifacts;
        return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } });
      }),
    );
    const loaded = await tf.loadLayersModel(tfc.io.fromMemory(saved!));
    expect(outputOf(loaded)).toEqual(outputOf(model));
  });

  it('learns: the loss falls when the weights follow the gradients', () => {
    const model = residualNet(mixed);
    const labels = tfc.oneHot(tfc.tensor1d([0, 2], 'int32'), 3);
    const optimizer = tfc.train.adam(1e-2);
    const step = () =>
      optimizer
        .minimize(
          () =>
            tfc.losses.softmaxCrossEntropy(labels, model.apply(images(), { training: true }) as tfc.Tensor2D),
          true,
        )!
        .dataSync()[0];
    const first = step();
    for (let i = 0; i < 8; i++) step();
    expect(step()).toBeLessThan(first / 2);
  });
});

describe('errors of residualNet', () => {
  it.each<[unknown, string]>([
    [
      { inputShape: [28, 28] },
      'inputShape must be [height, width, channels] of positive integers, but it is [28,28].',
    ],
    [{ inputShape: [28, 0, 1] }, 'inputShape must be [height, width, channels]'],
    [{ stem: undefined }, 'stem.filters must be a positive integer, but it is undefined.'],
    [{ blocks: [{ type: 'basic' }] }, 'blocks[0].filters must be a positive integer, but it is undefined.'],
    [
      { blocks: [{ type: 'basic', filters: 4, strides: 1.5 }] },
      'blocks[0].strides must be a positive integer, but it is 1.5.',
    ],
    [{ inputShape: [28, 28, null] }, 'inputShape must be [height, width, channels]'],
    [{ numClasses: 0 }, 'numClasses must be a positive integer, but it is 0.'],
    [{ stem: {} }, 'stem.filters must be a positive integer, but it is undefined.'],
    [{ stem: { filters: 4, kernelSize: 4 } }, 'stem.kernelSize must be odd, but it is 4.'],
    [{ stem: { filters: 4, strides: 0 } }, 'stem.strides must be a positive integer, but it is 0.'],
    [{ poolSize: 0 }, 'poolSize must be a positive integer, but it is 0.'],
    [{ seed: 0.5 }, 'seed must be an integer of at least 0 or left out, but it is 0.5.'],
    [{ blocks: undefined }, 'blocks must be an array of block specs, but it is undefined.'],
    [{ blocks: [null] }, 'blocks[0].type must be "basic", "bottleneck" or "wide", but it is undefined.'],
    [
      {
        blocks: [
          { type: 'basic', filters: 4 },
          { type: 'dense', filters: 4 },
        ],
      },
      'blocks[1].type must be "basic", "bottleneck" or "wide", but it is "dense".',
    ],
    [
      { blocks: [{ type: 'wide', filters: 4, widenFactor: 0 }] },
      'blocks[0].widenFactor must be a positive integer, but it is 0.',
    ],
    [
      { blocks: [(input: tf.SymbolicTensor) => tf.layers.flatten().apply(input)] },
      'after blocks[0]: the input must have rank 4',
    ],
  ])('case %#', (change, message) => {
    expect(() => residualNet({ ...mixed, ...(change as Partial<ResidualNetConfig>) })).toThrow(
      `residualNet: ${message}`,
    );
  });
});
