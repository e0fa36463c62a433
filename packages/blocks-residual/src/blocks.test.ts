import '@tensorflow/tfjs-backend-cpu';
import * as tfc from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { basicBlock, type Block, bottleneckBlock, wideBlock } from './index.js';

function modelOf(block: Block, inputShape: tf.Shape): tf.LayersModel {
  const input = tf.input({ shape: inputShape });
  return tf.model({ inputs: input, outputs: block(input) });
}

function parameters(model: tf.LayersModel): number {
  return model.trainableWeights.reduce(
    (sum, { shape }) => sum + tfc.util.sizeFromShape(shape as number[]),
    0,
  );
}

beforeAll(() => tfc.setBackend('cpu'));

describe('sizes and shapes of the document', () => {
  it.each([
    ['basic block 64 -> 64', basicBlock({ filters: 64 }), 73_984, [null, 32, 32, 64]],
    ['bottleneck 64 -> 256', bottleneckBlock({ filters: 64 }), 75_008, [null, 32, 32, 256]],
    ['wide block 64 -> 128', wideBlock({ filters: 64, widenFactor: 2 }), 230_144, [null, 32, 32, 128]],
  ] as const)('%s', (_, block, count, outputShape) => {
    const model = modelOf(block, [32, 32, 64]);
    expect(parameters(model)).toBe(count);
    expect(model.outputs[0].shape).toEqual(outputShape);
  });
});

describe('shape inference', () => {
  it.each([
    [1, [7, 8], [7, 8]],
    [2, [7, 8], [4, 4]],
    [3, [7, 8], [3, 3]],
    [2, [1, 1], [1, 1]],
    [2, [null, null], [null, null]],
  ])('at stride %i: %j -> %j', (strides, size, outputSize) => {
    const block = basicBlock({ filters: 4, strides });
    expect(modelOf(block, [...size, 3]).outputs[0].shape).toEqual([null, ...outputSize, 4]);
  });

  it.each([1, 2, 5])('agrees with the output for a batch of %i', (batch) => {
    const model = modelOf(bottleneckBlock({ filters: 2, strides: 2 }), [null, null, 3]);
    expect((model.apply(tfc.ones([batch, 5, 6, 3])) as tfc.Tensor).shape).toEqual([batch, 3, 3, 8]);
  });
});

describe('layers', () => {
  const kinds = (model: tf.LayersModel) => model.layers.map((layer) => layer.getClassName());

  it('passes the input on where the shape stays', () => {
    expect(kinds(modelOf(basicBlock({ filters: 3 }), [4, 4, 3]))).toEqual([
      'InputLayer',
      'Conv2D',
      'BatchNormalization',
      'Activation',
      'Conv2D',
      'BatchNormalization',
      'Add',
      'Activation',
    ]);
  });

  it.each([
    ['more channels', { filters: 4 }],
    ['a stride', { filters: 3, strides: 2 }],
  ])('projects the input at %s', (_, config) => {
    const model = modelOf(basicBlock({ ...config, name: 'block' }), [4, 4, 3]);
    const projection = model.getLayer('block_conv_shortcut');
    expect(projection.getConfig()).toMatchObject({ kernelSize: [1, 1], useBias: false });
    expect(projection.countParams()).toBe(3 * config.filters);
  });

  it('has PyTorch settings of batch normalization and no bias', () => {
    const model = modelOf(wideBlock({ filters: 2, strides: 2 }), [4, 4, 3]);
    for (const layer of model.layers) {
      const config = layer.getConfig();
      if (layer.getClassName() === 'Conv2D') expect(config.useBias).toBe(false);
      if (layer.getClassName() === 'BatchNormalization') {
        expect(config).toMatchObject({ epsilon: 1e-5, momentum: 0.9 });
      }
    }
  });

  it('widens by 2 unless told', () => {
    expect(modelOf(wideBlock({ filters: 3 }), [4, 4, 3]).outputs[0].shape).toEqual([null, 4, 4, 6]);
  });
});

describe('names', () => {
  it('begin with the prefix and are the same each time', () => {
    const names = () =>
      modelOf(bottleneckBlock({ filters: 2, strides: 2, name: 'stage1' }), [4, 4, 3])
        .layers.slice(1)
        .map((layer) => layer.name);
    expect(names()).toEqual(names());
    expect(names().every((name) => name.startsWith('stage1_'))).toBe(true);
    expect(names()).toContain('stage1_conv2');
    expect(names()).toContain('stage1_pad2');
  });

  it('do not clash between blocks, with or without prefixes', () => {
    const input = tf.input({ shape: [4, 4, 3] });
    const first = basicBlock({ filters: 3, name: 'a' })(input);
    const second = basicBlock({ filters: 3, name: 'b' })(first);
    const block = basicBlock({ filters: 3 });
    const model = tf.model({ inputs: input, outputs: block(block(second)) });
    expect(new Set(model.layers.map((layer) => layer.name)).size).toBe(model.layers.length);
  });
});

describe('seed', () => {
  const kernels = (seed?: number) =>
    modelOf(bottleneckBlock({ filters: 3, strides: 2, seed, name: 'block' }), [4, 4, 3])
      .layers.filter((layer) => layer.getClassName() === 'Conv2D')
      .map((layer) => [...layer.getWeights()[0].dataSync()]);

  it('fixes every kernel', () => {
    expect(kernels(7)).toEqual(kernels(7));
    expect(kernels(0)).toEqual(kernels(0));
    kernels(8).forEach((kernel, index) => expect(kernel).not.toEqual(kernels(7)[index]));
  });

  it('gives no two kernels the same values', () => {
    const starts = kernels(7).map((kernel) => kernel[0]);
    expect(new Set(starts.map((value, i) => value / Math.max(...kernels(7)[i]))).size).toBe(starts.length);
  });

  it('may be left out', () => {
    expect(kernels()).not.toEqual(kernels());
  });
});

describe('errors name the argument and its value', () => {
  const input = () => tf.input({ shape: [4, 4, 3] });

  it.each([
    [() => basicBlock({ filters: 0 }), 'basicBlock: filters must be a positive integer, but it is 0.'],
    [() => basicBlock({ filters: 1.5 }), 'basicBlock: filters must be a positive integer, but it is 1.5.'],
    [
      () => bottleneckBlock({ filters: '8' as unknown as number }),
      'bottleneckBlock: filters must be a positive integer, but it is "8".',
    ],
    [
      () => bottleneckBlock({} as { filters: number }),
      'bottleneckBlock: filters must be a positive integer, but it is undefined.',
    ],
    [
      () => basicBlock({ filters: 4, strides: -2 }),
      'basicBlock: strides must be a positive integer, but it is -2.',
    ],
    [
      () => bottleneckBlock({ filters: 4, strides: [2, 2] as unknown as number }),
      'bottleneckBlock: strides must be a positive integer, but it is [2,2].',
    ],
    [() => wideBlock({ filters: NaN }), 'wideBlock: filters must be a positive integer, but it is NaN.'],
    [
      () => wideBlock({ filters: 4, widenFactor: 0.5 }),
      'wideBlock: widenFactor must be a positive integer, but it is 0.5.',
    ],
    [
      () => wideBlock({ filters: 4, strides: 0 }),
      'wideBlock: strides must be a positive integer, but it is 0.',
    ],
    [
      () => basicBlock({ filters: 4, seed: -1 }),
      'basicBlock: seed must be an integer of at least 0 or left out, but it is -1.',
    ],
    [
      () => basicBlock({ filters: 4 })(tf.input({ shape: [16] })),
      'basicBlock: the input must have rank 4, [batch, height, width, channels], but its shape is [null,16].',
    ],
    [
      () => wideBlock({ filters: 4 })(tf.input({ shape: [4, 4, null] })),
      "wideBlock: the input's number of channels must be known, but its shape is [null,4,4,null].",
    ],
    [
      () => bottleneckBlock({ filters: 4 })([input(), input()] as unknown as tf.SymbolicTensor),
      'bottleneckBlock: the input must be one symbolic tensor',
    ],
    [
      () => basicBlock({ filters: 4 })(undefined as unknown as tf.SymbolicTensor),
      'basicBlock: the input must be one symbolic tensor, but it is undefined.',
    ],
  ])('case %#', (attempt, message) => {
    expect(attempt).toThrow(message);
  });
});
