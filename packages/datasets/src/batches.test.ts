import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import reference from '../test/fixtures/normalize.json' with { type: 'json' };
import { batchCount, batches, type Batch, type BatchOptions } from './batches.js';
import type { Split } from './dataset.js';

/** Ten images of 2 x 2 x 1; every pixel of image i is i, and so is its label. */
const split: Split = {
  images: Uint8Array.from({ length: 40 }, (_, at) => Math.floor(at / 4)),
  labels: Uint8Array.from({ length: 10 }, (_, image) => image),
  size: 10,
};
const options: BatchOptions = {
  batchSize: 4,
  imageShape: [2, 2, 1],
  normalization: { mean: [0], std: [1] },
};

const labelsOf = (more: Partial<BatchOptions> = {}): number[][] =>
  Array.from(batches(split, { ...options, ...more }), ({ labels }) => [...labels.dataSync()]);

beforeAll(async () => {
  await tf.setBackend('cpu');
});
beforeEach(() => {
  expect(tf.memory().numTensors).toBe(0);
  return () => expect(tf.memory().numTensors).toBe(0);
});

describe('what a batch is', () => {
  it('has float32 images, int32 labels, its size and its number', () => {
    const seen = Array.from(batches(split, options), ({ images, labels, size, index }) => ({
      images: [images.dtype, ...images.shape],
      labels: [labels.dtype, ...labels.shape],
      size,
      index,
    }));
    expect(seen).toEqual([
      { images: ['float32', 4, 2, 2, 1], labels: ['int32', 4], size: 4, index: 0 },
      { images: ['float32', 4, 2, 2, 1], labels: ['int32', 4], size: 4, index: 1 },
      { images: ['float32', 2, 2, 2, 1], labels: ['int32', 2], size: 2, index: 2 },
    ]);
  });

  it('keeps each image with its label', () => {
    for (const { images, labels } of batches(split, { ...options, shuffle: true })) {
      const pixels = images.dataSync();
      labels.dataSync().forEach((label, row) => {
        for (let at = 0; at < 4; at++) expect(pixels[4 * row + at]).toBe(Math.fround(label / 255));
      });
    }
  });

  it.each(['mnist', 'cifar10'] as const)('normalises %s as torchvision does, bit for bit', (name) => {
    const { mean, std, channels } = reference[name];
    const count = channels.length;
    const everyPixel: Split = {
      images: Uint8Array.from({ length: 256 * count }, (_, at) => Math.floor(at / count)),
      labels: new Uint8Array(1),
      size: 1,
    };
    const shape = { imageShape: [16, 16, count] as [number, number, number], normalization: { mean, std } };
    for (const { images } of batches(everyPixel, { batchSize: 1, ...shape })) {
      const values = images.dataSync();
      channels.forEach((expected, channel) => {
        const found = expected.map((_, pixel) => values[pixel * count + channel]);
        expect(found).toEqual(expected.map(Math.fround));
      });
    }
  });
});

describe('order', () => {
  it('is that of the split unless shuffled', () => {
    expect(labelsOf()).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
    ]);
  });

  it('has every image once when shuffled', () => {
    expect(
      labelsOf({ shuffle: true })
        .flat()
        .sort((a, b) => a - b),
    ).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('depends on seed and epoch only', () => {
    const shuffled = { shuffle: true, seed: 5, epoch: 2 };
    expect(labelsOf(shuffled)).toEqual(labelsOf(shuffled));
    expect(labelsOf({ ...shuffled, epoch: 3 })).not.toEqual(labelsOf(shuffled));
    expect(labelsOf({ ...shuffled, seed: 6 })).not.toEqual(labelsOf(shuffled));
    expect(labelsOf({ ...shuffled, batchSize: 3 }).flat()).toEqual(labelsOf(shuffled).flat());
  });

  it('of an epoch needs none of the epochs before it', () => {
    const shuffled = { shuffle: true, seed: 7 };
    const uninterrupted = [0, 1, 2, 3].map((epoch) => labelsOf({ ...shuffled, epoch }));
    expect([2, 3].map((epoch) => labelsOf({ ...shuffled, epoch }))).toEqual(uninterrupted.slice(2));
  });

  it('stays the same from version to version', () => {
    expect(labelsOf({ shuffle: true, seed: 1, epoch: 1 }).flat()).toMatchInlineSnapshot(`
      [
        8,
        0,
        6,
        1,
        2,
        3,
        4,
        5,
        7,
        9,
      ]
    `);
  });

  it('is the same when looped over again', () => {
    const twice = batches(split, { ...options, shuffle: true });
    const once = Array.from(twice, ({ labels }) => labels.dataSync().join());
    expect(Array.from(twice, ({ labels }) => labels.dataSync().join())).toEqual(once);
  });
});

describe('how much', () => {
  it.each<[Partial<BatchOptions>, number[]]>([
    [{}, [4, 4, 2]],
    [{ dropRemainder: true }, [4, 4]],
    [{ batchSize: 10 }, [10]],
    [{ batchSize: 64 }, [10]],
    [{ batchSize: 64, dropRemainder: true }, []],
    [{ limit: 6 }, [4, 2]],
    [{ limit: 6, dropRemainder: true }, [4]],
    [{ limit: 1000 }, [4, 4, 2]],
  ])('%o gives batches of %o', (more, sizes) => {
    expect(labelsOf(more).map((labels) => labels.length)).toEqual(sizes);
    expect(batchCount(split, { ...options, ...more })).toBe(sizes.length);
  });

  it('uses the same first images in every epoch under a limit', () => {
    for (const epoch of [0, 1, 2]) {
      expect(new Set(labelsOf({ shuffle: true, limit: 3, epoch }).flat())).toEqual(new Set([0, 1, 2]));
    }
  });
});

describe('memory', () => {
  it('holds one batch at a time', () => {
    for (const batch of batches(split, options)) {
      expect(tf.memory().numTensors).toBe(2);
      expect(batch.images.isDisposed).toBe(false);
    }
  });

  it('is freed when the loop is left early', () => {
    for (const batch of batches(split, options)) if (batch.index === 1) break;
    expect(tf.memory().numTensors).toBe(0);
  });

  it('is freed when the loop throws', () => {
    expect(() => {
      for (const batch of batches(split, options)) throw new Error(`stop at ${batch.index}`);
    }).toThrow('stop at 0');
    expect(tf.memory().numTensors).toBe(0);
  });

  it('is not freed by a tf.tidy in which a batch is asked for', () => {
    const iterator = batches(split, options)[Symbol.iterator]();
    let batch!: Batch;
    tf.tidy(() => {
      batch = iterator.next().value as Batch;
    });
    expect(batch.images.isDisposed).toBe(false);
    iterator.return?.();
    expect(batch.images.isDisposed).toBe(true);
  });

  it('does not mind a batch that the caller has disposed of', () => {
    for (const { images, labels } of batches(split, options)) tf.dispose([images, labels]);
  });

  it('leaves clones their values', () => {
    const clones = Array.from(batches(split, options), ({ images }) => tf.clone(images));
    expect([...clones[0].dataSync().subarray(0, 5)]).toEqual([0, 0, 0, 0, Math.fround(1 / 255)]);
    tf.dispose(clones);
  });
});

it.each<[string, Partial<BatchOptions>, string]>([
  ['batchSize 0', { batchSize: 0 }, 'batchSize is 0; expected an integer of at least 1.'],
  ['batchSize 1.5', { batchSize: 1.5 }, 'batchSize is 1.5; expected an integer of at least 1.'],
  ['limit 0', { limit: 0 }, 'limit is 0; expected an integer of at least 1.'],
  ['seed -1', { seed: -1 }, 'seed is -1; expected an integer from 0 to 4294967295.'],
  ['epoch NaN', { epoch: NaN }, 'epoch is NaN; expected an integer from 0 to 4294967295.'],
  [
    'another shape',
    { imageShape: [2, 2, 3] },
    'The split has 40 pixel values; expected 120 for 10 images of shape [2, 2, 3].',
  ],
  ['a shape of zero', { imageShape: [0, 2, 1] }, 'imageShape[0] is 0; expected an integer of at least 1.'],
  [
    'too few means',
    { normalization: { mean: [], std: [1] } },
    'normalization.mean has 0 values; expected 1, one per channel.',
  ],
  [
    'std 0',
    { normalization: { mean: [0], std: [0] } },
    'normalization.std[0] is 0; expected a finite number above 0.',
  ],
  [
    'mean NaN',
    { normalization: { mean: [NaN], std: [1] } },
    'normalization.mean[0] is NaN; expected a finite number.',
  ],
])('rejects %s before the first batch', (_, more, message) => {
  expect(() => batches(split, { ...options, ...more })).toThrow(message);
});

it('rejects a split with labels missing', () => {
  expect(() => batches({ ...split, labels: new Uint8Array(9) }, options)).toThrow(
    'The split has 9 labels; expected 10, one per image.',
  );
});
