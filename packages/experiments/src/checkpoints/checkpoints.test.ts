import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededDropout } from '@convstudy/layers-custom';
import * as tf from '@tensorflow/tfjs-core';
import { layers, loadLayersModel, sequential, type Sequential } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adam, trainingStep } from '../training/training-step.js';
import { restoreCheckpoint, saveCheckpoint } from './checkpoint.js';
import { fileSystem } from './file-system.js';
import { decodeSafetensors, encodeSafetensors } from './safetensors.js';
import '@convstudy/backend-simd';

let folder: string;
beforeAll(async () => {
  await tf.setBackend('simd');
  folder = await mkdtemp(join(tmpdir(), 'convstudy-'));
});
afterAll(() => rm(folder, { recursive: true }));

const images = tf.randomNormal<tf.Rank.R4>([8, 6, 6, 1], 0, 1, 'float32', 1);
const labels = tf.tensor1d([0, 1, 2, 0, 1, 2, 0, 1], 'int32');

function build(units = 8): Sequential {
  const kernelInitializer = 'glorotNormal';
  return sequential({
    layers: [
      layers.conv2d({ inputShape: [6, 6, 1], filters: 4, kernelSize: 3, kernelInitializer }),
      layers.batchNormalization(),
      layers.flatten(),
      layers.dense({ units, activation: 'relu', kernelInitializer }),
      seededDropout({ rate: 0.5, seed: 1 }),
      layers.dense({ units: 3, kernelInitializer }),
    ],
  });
}

type Training = { model: Sequential; optimizer: tf.AdamOptimizer };
const start = (units?: number): Training => ({
  model: build(units),
  optimizer: adam(0.01),
});

function losses({ model, optimizer }: Training, steps: number): number[] {
  return Array.from({ length: steps }, () => {
    const { loss, outputs } = trainingStep(model, optimizer, images, labels);
    const value = loss.dataSync()[0];
    tf.dispose([loss, outputs]);
    return value;
  });
}

describe('a checkpoint', () => {
  it('goes on with the same numbers as training that was never interrupted', async () => {
    const file = join(folder, 'a.safetensors');
    const first = start();
    losses(first, 7);
    await saveCheckpoint(file, first, { epoch: '7' });
    const uninterrupted = losses(first, 5);
    const resumed = start();
    expect(await restoreCheckpoint(file, resumed)).toEqual({ epoch: '7' });
    expect(losses(resumed, 5)).toEqual(uninterrupted);
    expect(uninterrupted[4]).not.toBe(uninterrupted[0]);
  });

  it('can be taken before the first step, and over an older one', async () => {
    const file = join(folder, 'b.safetensors');
    const first = start();
    await saveCheckpoint(file, first, {});
    const expected = losses(first, 3);
    const resumed = start();
    await restoreCheckpoint(file, resumed);
    expect(losses(resumed, 3)).toEqual(expected);
    await saveCheckpoint(file, first, { n: '2' });
    expect(await restoreCheckpoint(file, start())).toEqual({ n: '2' });
    expect((await readdir(folder)).filter((name) => name.startsWith('b'))).toEqual(['b.safetensors']);
  });

  it('leaves no tensors behind', async () => {
    const file = join(folder, 'c.safetensors');
    const training = start();
    losses(training, 1);
    const before = tf.memory().numTensors;
    await saveCheckpoint(file, training, {});
    expect(tf.memory().numTensors).toBe(before);
  });

  it('of another model is refused with the name of the weight', async () => {
    const file = join(folder, 'd.safetensors');
    await saveCheckpoint(file, start(), {});
    await expect(restoreCheckpoint(file, start(9))).rejects.toThrow(
      `${file} is of another model: model.3.0.kernel, here of shape [64,9], has the shape [64,8] there`,
    );
  });

  it('that is damaged is refused', async () => {
    const file = join(folder, 'e.safetensors');
    await saveCheckpoint(file, start(), {});
    await writeFile(file, (await readFile(file)).subarray(0, -4));
    await expect(restoreCheckpoint(file, start())).rejects.toThrow(
      /e\.safetensors is not a whole safetensors file/,
    );
  });
});

describe('safetensors', () => {
  const file = {
    tensors: new Map([
      ['a', { shape: [2, 2], values: Float32Array.of(1, -0, NaN, Infinity) }],
      ['b', { shape: [], values: Int32Array.of(-7) }],
      ['empty', { shape: [0, 3], values: new Float32Array() }],
    ]),
    metadata: { name: 'Übung' },
  };

  it('come back as they were', () => {
    expect(decodeSafetensors(encodeSafetensors(file), 'x')).toEqual(file);
  });

  it('begin as the format says', () => {
    const bytes = encodeSafetensors({
      tensors: new Map([['t', { shape: [1], values: Float32Array.of(1) }]]),
      metadata: {},
    });
    const text = '{"__metadata__":{},"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}';
    expect(new TextDecoder().decode(bytes.subarray(8, 8 + text.length))).toBe(text);
    expect(bytes[0]).toBe(8 * Math.ceil(text.length / 8));
    expect([...bytes.subarray(-4)]).toEqual([0, 0, 0x80, 0x3f]);
  });

  const withHeader = (json: string, data = 8) => {
    const header = new TextEncoder().encode(json);
    const bytes = new Uint8Array(8 + header.length + data);
    bytes[0] = header.length;
    bytes.set(header, 8);
    return bytes;
  };
  it.each([
    ['no header', new Uint8Array(3), 'it has 3 bytes'],
    [
      'a header that is cut off',
      withHeader('{"a":1}').subarray(0, 10),
      'its header should take 7 bytes, and 2 are there',
    ],
    ['other text', withHeader('hello'), 'its header is not JSON'],
    [
      'another type',
      withHeader('{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}'),
      'tensor "a" is of type F64; expected F32, I32 or I64',
    ],
    [
      'a wrong size',
      withHeader('{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}'),
      'tensor "a" of shape [3] cannot',
    ],
    [
      'values beyond the end',
      withHeader('{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}'),
      'tensor "a" of shape',
    ],
  ])('with %s are refused', (_, bytes, message) => {
    expect(() => decodeSafetensors(bytes, 'x.safetensors')).toThrow(
      `x.safetensors is not a whole safetensors file: ${message}`,
    );
  });
});

describe('fileSystem', () => {
  it('saves a model that loadLayersModel loads, layers of our own and all', async () => {
    const directory = join(folder, 'deep', 'model');
    const model = build();
    const saved = await model.save(fileSystem(directory));
    expect(saved.modelArtifactsInfo.weightDataBytes).toBe(4 * 603);
    expect((await readdir(directory)).sort()).toEqual(['model.json', 'weights.bin']);
    const copy = await loadLayersModel(fileSystem(directory));
    const outputs = [model, copy].map((net) => (net.predict(images) as tf.Tensor).dataSync());
    expect(outputs[1]).toEqual(outputs[0]);
  });

  it('says what is missing', async () => {
    await expect(loadLayersModel(fileSystem(join(folder, 'nothing')))).rejects.toThrow(/ENOENT.*model\.json/);
  });
});
