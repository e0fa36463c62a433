import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import '@convstudy/backend-simd';
import * as tf from '@tensorflow/tfjs-core';
import { input, layers, model as modelOf, sequential, type LayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeSafetensors } from '../../src/checkpoints/safetensors.js';
import { channelAttention } from '../../src/models/channel-attention.js';
import { fcn } from '../../src/models/fcn.js';
import { plainCnn } from '../../src/models/plain-cnn.js';
import { residualCnn } from '../../src/models/residual-cnn.js';
import { simpleCnnOf } from '../../src/models/simple-cnn.js';
import {
  exportStateDict,
  importStateDict,
  loadStateDict,
  models,
  saveStateDict,
  type StateDict,
} from '../../src/index.js';

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

let folder: string;
let images: tf.Tensor4D;
let expected: Record<string, number[]>;
beforeAll(async () => {
  await tf.setBackend('simd');
  folder = await mkdtemp(join(tmpdir(), 'convstudy-'));
  const stored = JSON.parse(await readFile(fixture('logits.json'), 'utf8')) as {
    images: string;
    logits: Record<string, number[]>;
  };
  expected = stored.logits;
  const pixels = Float32Array.from(
    Buffer.from(stored.images, 'base64'),
    (pixel) => (pixel / 255 - 0.1307) / 0.3081,
  );
  images = tf.tensor4d(pixels, [8, 28, 28, 1]);
});
afterAll(() => rm(folder, { recursive: true }));

const options = { inputShape: [28, 28, 1] as [number, number, number], seed: 1 };
const small = { hiddenUnits: 12, name: 'parallel' };
const nets: [string, () => LayersModel][] = [
  ['fcn', () => fcn(options, [24, 12])],
  ['simple-cnn', () => simpleCnnOf(options, { filters: [6, 12], hiddenUnits: 20 })],
  [
    'parallel-kernels',
    () =>
      plainCnn(options, {
        ...small,
        convolutions: [
          { kernelSize: [3, 1], filters: 4 },
          { kernelSize: [5, 3], filters: 6 },
        ],
      }),
  ],
  ['residual-cnn', () => residualCnn(options, [8, 16])],
];

describe.each(nets)('a state dict of PyTorch: %s', (name, build) => {
  const file = fixture(`${name}.safetensors`);

  it('gives the logits that PyTorch gives on MNIST images', async () => {
    const model = build();
    await loadStateDict(file, model);
    const logits = (model.predict(images) as tf.Tensor).dataSync();
    const differences = expected[name].map((value, i) => Math.abs(value - logits[i]));
    expect(differences).toHaveLength(80);
    expect(Math.max(...differences)).toBeLessThan(1e-4);
  });

  it('is exported byte for byte as it was imported', async () => {
    const model = build();
    await loadStateDict(file, model);
    const copy = join(folder, `${name}.safetensors`);
    await saveStateDict(copy, model);
    expect((await readFile(copy)).equals(await readFile(file))).toBe(true);
  });
});

const namesOf = async (model: LayersModel) => [...(await exportStateDict(model)).keys()];

describe('names', () => {
  it('are those of the modules of python/nets.py', async () => {
    expect(await namesOf(models.SimpleCNN.build(options))).toEqual(
      ['0', '3', '7', '10'].flatMap((module) => [`${module}.weight`, `${module}.bias`]),
    );
    const residual = await namesOf(residualCnn(options, [4, 8]));
    expect(residual.slice(0, 3)).toEqual(['0.weight', '0.bias', '1.weight']);
    expect(residual).toContain('3.branch.4.num_batches_tracked');
    expect(residual).toContain('4.shortcut.1.running_var');
    expect(residual.at(-1)).toBe('8.bias');
  });

  it('are the places in a sequential model', async () => {
    const model = sequential({
      layers: [
        layers.conv2d({ inputShape: [8, 8, 1], filters: 2, kernelSize: 3, activation: 'relu' }),
        layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }),
        layers.dense({ units: 3 }),
      ],
    });
    expect(await namesOf(model)).toEqual(['0.weight', '0.bias', '4.weight', '4.bias']);
  });

  it('may be those of the layers, or any', async () => {
    const model = simpleCnnOf(options, { filters: [2], hiddenUnits: 3 });
    const layerNames = await exportStateDict(model, { names: 'layers' });
    expect([...layerNames.keys()].slice(0, 3)).toEqual(['conv1.weight', 'conv1.bias', 'dense1.weight']);
    const own = await exportStateDict(model, { names: ({ name }) => `net.${name}` });
    expect(own.get('net.conv1.weight')!.shape).toEqual([2, 1, 3, 3]);
    await expect(exportStateDict(model, { names: () => 'same' })).rejects.toThrow(
      'two weights of model "SimpleCNN" would be called "same.weight"',
    );
  });

  it('have to be given where the model is no sequence', async () => {
    const image = input({ shape: [8, 8, 4] });
    const attended = channelAttention(image, { name: 'attention', seed: 1 });
    const model = modelOf({ inputs: image, outputs: attended, name: 'gated' });
    await expect(exportStateDict(model)).rejects.toThrow(
      'model "gated" is not a sequence of layers and residual blocks: branches end in "attention" (Multiply); its modules need other names than their places',
    );
    const dict = await exportStateDict(model, { names: 'layers' });
    expect(dict.get('attention_hidden.weight')!.shape).toEqual([1, 4]);
    importStateDict(model, dict, { names: 'layers' });
  });
});

it('puts what stands behind a flatten in PyTorch’s order, batch normalization too', async () => {
  const model = sequential({
    layers: [
      layers.flatten({ inputShape: [2, 3, 2] }),
      layers.batchNormalization(),
      layers.dense({ units: 1 }),
    ],
  });
  // In tfjs position and channel of each value, as ten times the one and the other.
  const values = [0, 1, 2, 3, 4, 5].flatMap((position) => [10 * position, 10 * position + 1]);
  const [norm, dense] = model.layers.slice(1);
  norm.setWeights(norm.getWeights().map((weight, i) => (i === 0 ? tf.tensor1d(values) : weight)));
  dense.setWeights([tf.tensor2d(values, [12, 1]), tf.zeros([1])]);
  const dict = await exportStateDict(model);
  const order = [0, 10, 20, 30, 40, 50, 1, 11, 21, 31, 41, 51];
  expect([...dict.get('1.weight')!.values]).toEqual(order);
  expect([...dict.get('2.weight')!.values]).toEqual(order);
  importStateDict(model, dict);
  expect([...norm.getWeights()[0].dataSync()]).toEqual(values);
  expect([...dense.getWeights()[0].dataSync()]).toEqual(values);
});

describe('a state dict that does not fit', () => {
  const build = () => simpleCnnOf(options, { filters: [2], hiddenUnits: 3 });

  it('is refused with all that is wrong, and changes nothing', async () => {
    const model = build();
    const dict: StateDict = await exportStateDict(model);
    const before = model.getWeights().map((weight) => weight.dataSync());
    dict.delete('0.bias');
    dict.set('4.weight', { shape: [3, 2], values: new Float32Array(6) });
    dict.set('4.bias', { shape: [3], values: new Int32Array(3) });
    dict.set('9.weight', { shape: [1], values: new Float32Array(1) });
    expect(() => importStateDict(model, dict)).toThrow(
      'the state dict does not fit model "SimpleCNN": 0.bias of shape [2] is missing; ' +
        '4.weight has the shape [3,2], expected [3,392]; 4.bias holds integers, expected float32; 9.weight is not of the model',
    );
    expect(model.getWeights().map((weight) => weight.dataSync())).toEqual(before);
  });

  it('is named by its file', async () => {
    const file = fixture('fcn.safetensors');
    await expect(loadStateDict(file, build())).rejects.toThrow(`${file}: the state dict does not fit model`);
  });

  it('cannot be made of weights that PyTorch is not known to have', async () => {
    const model = sequential({ layers: [layers.prelu({ inputShape: [4], name: 'leaky' })] });
    await expect(exportStateDict(model)).rejects.toThrow('alpha of layer "leaky" (PReLU) has no known place');
  });
});

it('leaves no tensors behind', async () => {
  const model = residualCnn(options, [4, 8]);
  const before = tf.memory().numTensors;
  importStateDict(model, await exportStateDict(model));
  expect(tf.memory().numTensors).toBe(before);
});

it('is marked as PyTorch’s in the file, and counts in 64 bits', async () => {
  const file = join(folder, 'marked.safetensors');
  await saveStateDict(file, fcn(options, [4, 3]));
  const { metadata, tensors } = decodeSafetensors(await readFile(file), file);
  expect(metadata).toEqual({ format: 'pt' });
  expect(tensors.get('3.num_batches_tracked')).toEqual({ shape: [], values: BigInt64Array.of(0n) });
});
