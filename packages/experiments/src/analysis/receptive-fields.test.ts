import { adaptiveAvgPool2d, spatialAttention } from '@convstudy/layers-custom';
import * as tf from '@tensorflow/tfjs-core';
import {
  input,
  layers,
  model as buildModel,
  type LayersModel,
  type SymbolicTensor,
} from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { models } from '../models/index.js';
import { convolutionStages } from './convolution-stages.js';
import { effectiveFieldSize, effectiveReceptiveField } from './effective-receptive-field.js';
import { receptiveFields } from './receptive-field.js';
import '@convstudy/backend-simd';

beforeAll(() => tf.setBackend('simd'));

type Step = { apply: (x: SymbolicTensor | SymbolicTensor[]) => unknown };

const through = (x: SymbolicTensor | SymbolicTensor[], ...steps: Step[]): SymbolicTensor =>
  steps.reduce<SymbolicTensor | SymbolicTensor[]>(
    (y, step) => step.apply(y) as SymbolicTensor,
    x,
  ) as SymbolicTensor;

const conv = (kernelSize: number, name: string, more: { strides?: number; dilationRate?: number } = {}) =>
  // Positive weights, so that no path to the input is cancelled or cut by a ReLU.
  layers.conv2d({ filters: 3, kernelSize, padding: 'same', name, kernelInitializer: 'ones', ...more });

/** Rows of the first field that a unit's gradient reaches, as [first, last] by row of the layer's output. */
async function reached(model: LayersModel, layer: string, unit: number): Promise<[number, number]> {
  const [, height, width, channels] = model.inputs[0].shape as number[];
  const part = buildModel({ inputs: model.inputs, outputs: model.getLayer(layer).output });
  const rows = tf.tidy(() => {
    const row = (x: tf.Tensor) =>
      tf.sum(tf.slice(part.apply(x) as tf.Tensor4D, [0, unit, 0, 0], [1, 1, -1, -1]));
    return tf.sum(
      tf.abs(tf.grad(row)(tf.randomUniform([1, height, width, channels], 1, 2, 'float32', 5))),
      [0, 2, 3],
    );
  });
  const values = [...(await rows.data())];
  rows.dispose();
  return [values.findIndex((value) => value > 0), values.findLastIndex((value) => value > 0)];
}

/** That every layer's field is what gradients reach, for all units (max pooling reaches one of its positions only). */
async function expectReached(model: LayersModel): Promise<void> {
  const rows = model.inputs[0].shape[1]!;
  for (const { layer, size, jump, start } of receptiveFields(model)) {
    // Its units are pixels or zeros; what looks at them is tested below.
    if (layer === 'zeros') continue;
    const units = (model.getLayer(layer).outputShape as number[])[1];
    for (let unit = 0; unit < units; unit++) {
      const first = start + unit * jump;
      const last = first + size - 1;
      // Units that see padding alone have no gradient.
      if (last < 0 || first >= rows) continue;
      expect([layer, unit, ...(await reached(model, layer, unit))]).toEqual([
        layer,
        unit,
        Math.max(0, first),
        Math.min(rows - 1, last),
      ]);
    }
  }
}

describe('receptive fields', () => {
  it('of the kernel nets are what the recursion gives by hand', () => {
    const size = (id: 'Kernel 3x3' | 'Kernel 7x7') => {
      const { build, inputShape } = models[id];
      return receptiveFields(build({ inputShape, seed: 1 })).map((field) => [field.layer, field.size]);
    };
    const named = (...sizes: number[]) =>
      ['images', 'conv1', 'pool1', 'conv2', 'pool2', 'conv3', 'pool3'].map((layer, i) => [layer, sizes[i]]);
    expect(size('Kernel 3x3')).toEqual(named(1, 3, 4, 8, 10, 18, 22));
    expect(size('Kernel 7x7')).toEqual(named(1, 7, 8, 20, 22, 46, 50));
  });

  it('take the larger path where shortcuts join, and end where everything is seen', () => {
    const { build, inputShape } = models.ResidualCNN;
    const fields = receptiveFields(build({ inputShape, seed: 1 }));
    // Stem: 3; first block: +2 x 2; second, with stride 2: +2, then +2 x 2; third: +2 x 2 x 2.
    expect(fields.at(-1)).toMatchObject({ layer: 'block3_relu', size: 3 + 4 + 2 + 4 + 8, jump: 2 });
  });

  it('are what gradients reach: kernels, strides, padding, average pooling', async () => {
    const x = input({ shape: [13, 13, 2], name: 'x' });
    const outputs = through(
      x,
      conv(3, 'a'),
      layers.averagePooling2d({ poolSize: 2, strides: 2, name: 'pool' }),
      conv(3, 'b'),
      layers.zeroPadding2d({
        padding: [
          [1, 0],
          [1, 0],
        ],
        name: 'zeros',
      }),
      layers.conv2d({ filters: 1, kernelSize: 3, strides: 2, kernelInitializer: 'ones', name: 'valid' }),
    );
    await expectReached(buildModel({ inputs: x, outputs }));
  });

  it('are what gradients reach: 1x1 and 3x3 side by side, strides in "same" padding, a shortcut', async () => {
    const x = input({ shape: [12, 12, 1], name: 'x' });
    const both = through(
      [through(x, conv(1, 'small')), through(x, conv(3, 'large'))],
      layers.concatenate({ name: 'both' }),
    );
    const halved = through(both, conv(4, 'strided', { strides: 2 }));
    const summed = through(
      [halved, through(halved, conv(3, 'a'), conv(5, 'b'))],
      layers.add({ name: 'sum' }),
    );
    const model = buildModel({ inputs: x, outputs: summed });
    expect(receptiveFields(model).find(({ layer }) => layer === 'both')).toEqual({
      layer: 'both',
      size: 3,
      jump: 1,
      start: -1,
    });
    await expectReached(model);
  });

  it('include what attention looks at, and end at adaptive pooling', () => {
    const x = input({ shape: [14, 14, 2], name: 'x' });
    const outputs = through(
      x,
      conv(3, 'a'),
      spatialAttention({ kernelSize: 7, applyMask: true, name: 'attention' }),
      adaptiveAvgPool2d({ outputSize: 4, name: 'cells' }),
      conv(3, 'b'),
    );
    expect(receptiveFields(buildModel({ inputs: x, outputs }))).toEqual([
      { layer: 'x', size: 1, jump: 1, start: 0 },
      { layer: 'a', size: 3, jump: 1, start: -1 },
      { layer: 'attention', size: 9, jump: 1, start: -4 },
    ]);
  });

  it('are known for images of any size', () => {
    const x = input({ shape: [null, null, 1], name: 'x' });
    const outputs = through(
      x,
      conv(3, 'a', { strides: 2 }),
      conv(3, 'b', { dilationRate: 2 }),
      layers.reLU({ name: 'relu' }),
    );
    expect(
      receptiveFields(buildModel({ inputs: x, outputs })).map(({ layer, size }) => [layer, size]),
    ).toEqual([
      ['x', 1],
      ['a', 3],
      ['b', 11],
      ['relu', 11],
    ]);
  });
});

describe('effectiveReceptiveField', () => {
  it('lies in the theoretical one and has its size where all weights are equal', async () => {
    const x = input({ shape: [15, 15, 2], name: 'x' });
    const model = buildModel({ inputs: x, outputs: through(x, conv(3, 'first'), conv(5, 'second')) });
    const images = tf.randomNormal<tf.Rank.R4>([4, 15, 15, 2], 0, 1, 'float32', 3);
    const before = tf.memory().numTensors;
    const field = await effectiveReceptiveField(model, 'second', images);
    expect(tf.memory().numTensors).toBe(before);
    const inside = (at: number) => Math.abs(at - 7) <= 3;
    expect(field.map((row) => row.map((value) => value > 0))).toEqual(
      field.map((row, y) => row.map((_, column) => inside(y) && inside(column))),
    );
    expect(effectiveFieldSize(field)).toBe(7);
  });

  it('has the size of what exceeds 4.55 % of its largest value', () => {
    expect(
      effectiveFieldSize([
        [0, 0.045, 1],
        [0.046, 0.5, 0.2],
      ]),
    ).toBe(2);
    expect(
      effectiveFieldSize([
        [0, 0],
        [0, 0],
      ]),
    ).toBe(0);
  });

  it('of a layer that is not there, or has no map, is refused', async () => {
    const model = models.SimpleCNN.build({ inputShape: [28, 28, 1], seed: 1 });
    const images = tf.zeros<tf.Rank.R4>([1, 28, 28, 1]);
    await expect(effectiveReceptiveField(model, 'conv9', images)).rejects.toThrow(
      'layerName must be one of images, conv1',
    );
    await expect(effectiveReceptiveField(model, 'dense1', images)).rejects.toThrow(
      'must be [batch, height, width, channels], but is [batch,128]',
    );
  });
});

describe('convolutionStages', () => {
  const stages = (id: string) => {
    const { build, inputShape } = models[id];
    return convolutionStages(build({ inputShape, seed: 1 }));
  };

  it('are the convolutions of a plain CNN', () => {
    expect(stages('SimpleCNN')).toEqual([
      { layer: 'conv1', convolutions: ['conv1'] },
      { layer: 'conv2', convolutions: ['conv2'] },
    ]);
    expect(stages('FCN')).toEqual([]);
  });

  it('go on to the activation, and with a shortcut through the sum', () => {
    expect(stages('ResidualCNN')).toEqual([
      { layer: 'stem_relu', convolutions: ['stem_conv'] },
      { layer: 'block1_relu1', convolutions: ['block1_conv1'] },
      { layer: 'block1_relu', convolutions: ['block1_conv2'] },
      { layer: 'block2_relu1', convolutions: ['block2_conv1'] },
      { layer: 'block2_relu', convolutions: ['block2_conv2', 'block2_conv_shortcut'] },
      { layer: 'block3_relu1', convolutions: ['block3_conv1'] },
      { layer: 'block3_relu', convolutions: ['block3_conv2'] },
    ]);
  });

  it('hold convolutions that work side by side', () => {
    const x = input({ shape: [8, 8, 1], name: 'x' });
    const both = through(
      [through(x, conv(1, 'small')), through(x, conv(3, 'large'))],
      layers.concatenate({ name: 'both' }),
    );
    const model = buildModel({
      inputs: x,
      outputs: through(both, layers.maxPooling2d({ poolSize: 2 }), layers.flatten()),
    });
    expect(convolutionStages(model)).toEqual([{ layer: 'both', convolutions: ['small', 'large'] }]);
  });
});
