import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { placementOf, type Augmentation } from './augmentation.js';
import { batches, type BatchOptions } from './batches.js';
import type { ImageShape, Split } from './dataset.js';

const HEIGHT = 5;
const WIDTH = 4;
const CHANNELS = 3;
const SIZE = 60;
const PIXELS = HEIGHT * WIDTH * CHANNELS;
const PADDING = 2;
const imageShape: ImageShape = [HEIGHT, WIDTH, CHANNELS];

/** No two pixel values of an image are the same, and none is black, so that a window can be told by its values. */
const split: Split = {
  images: Uint8Array.from({ length: SIZE * PIXELS }, (_, at) => 1 + (at % PIXELS) * 3 + (at % 2)),
  labels: Uint8Array.from({ length: SIZE }, (_, image) => image),
  size: SIZE,
};
const options: BatchOptions = {
  batchSize: 7,
  imageShape,
  normalization: { mean: [0.25, 0.5, 0.125], std: [0.5, 0.25, 2] },
};
const both: Augmentation = { randomCrop: { padding: PADDING }, horizontalFlip: true };

/** The normalised values of every image of an epoch, by its number. */
function shown(more: Partial<BatchOptions> = {}): string[] {
  const byImage: string[] = [];
  for (const { images, labels } of batches(split, { ...options, ...more })) {
    const values = images.dataSync();
    labels.dataSync().forEach((image, row) => {
      byImage[image] = values.subarray(row * PIXELS, (row + 1) * PIXELS).join();
    });
  }
  return byImage;
}

/** The window `top` rows down and `left` columns right in the padded image, computed from the definition. */
function window(image: number, padding: number, top: number, left: number, flipped: boolean): string {
  const values: number[] = [];
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const row = y + top - padding;
      const column = (flipped ? WIDTH - 1 - x : x) + left - padding;
      const inside = row >= 0 && row < HEIGHT && column >= 0 && column < WIDTH;
      for (let channel = 0; channel < CHANNELS; channel++) {
        const at = image * PIXELS + (row * WIDTH + column) * CHANNELS + channel;
        const scaled = Math.fround((inside ? split.images[at] : 0) / 255);
        const { mean, std } = options.normalization;
        values.push(Math.fround(Math.fround(scaled - mean[channel]) / std[channel]));
      }
    }
  }
  return values.join();
}

/** Every window that there can be of an image, with the name `top left flipped`. */
function windows(image: number, padding: number, flips: boolean[]): Map<string, string> {
  const all = new Map<string, string>();
  for (let top = 0; top <= 2 * padding; top++) {
    for (let left = 0; left <= 2 * padding; left++) {
      for (const flipped of flips) {
        all.set(window(image, padding, top, left, flipped), `${top} ${left} ${flipped}`);
      }
    }
  }
  return all;
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('what is shown', () => {
  it.each<[string, Augmentation, number, boolean[]]>([
    ['windows of the padded image', { randomCrop: { padding: PADDING } }, PADDING, [false]],
    ['mirrored images', { horizontalFlip: true }, 0, [false, true]],
    ['mirrored windows', both, PADDING, [false, true]],
    ['windows that hold a corner of it', { randomCrop: { padding: WIDTH - 1 } }, WIDTH - 1, [false]],
  ])('are %s, every one of them sooner or later', (_, augment, padding, flips) => {
    const met = new Map<string, number>();
    const epochs = 40;
    for (let epoch = 0; epoch < epochs; epoch++) {
      shown({ augment, epoch, shuffle: true }).forEach((values, image) => {
        const name = windows(image, padding, flips).get(values);
        if (name === undefined) throw new Error(`image ${image} in epoch ${epoch} is no window of itself`);
        met.set(name, (met.get(name) ?? 0) + 1);
      });
    }
    const kinds = (2 * padding + 1) ** 2 * flips.length;
    expect(met.size).toBe(kinds);
    const expected = (epochs * SIZE) / kinds;
    for (const count of met.values())
      expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });

  it('is the images as they are without the option, and with nothing in it', () => {
    const plain = Array.from({ length: SIZE }, (_, image) => window(image, 0, 0, 0, false));
    expect(shown()).toEqual(plain);
    expect(shown({ augment: {} })).toEqual(plain);
    expect(shown({ augment: { horizontalFlip: false } })).toEqual(plain);
  });

  it('leaves the data set itself alone', () => {
    const before = split.images.slice();
    shown({ augment: both });
    expect(split.images).toEqual(before);
  });
});

describe('what decides', () => {
  const settings = { augment: both, seed: 3, epoch: 2 };

  it('is seed, epoch and image', () => {
    const first = shown(settings);
    expect(shown(settings)).toEqual(first);
    expect(shown({ ...settings, shuffle: true, batchSize: 64 })).toEqual(first);
    expect(shown({ ...settings, seed: 4 })).not.toEqual(first);
    expect(shown({ ...settings, epoch: 3 })).not.toEqual(first);
    expect(shown({ ...settings, limit: 9 })).toEqual(first.slice(0, 9));
  });

  it('leaves the order of the images alone', () => {
    const order = (augment?: Augmentation) =>
      Array.from(batches(split, { ...options, shuffle: true, seed: 1, augment }), ({ labels }) =>
        labels.dataSync().join(),
      );
    expect(order(both)).toEqual(order());
  });

  it('lets crops and flips be switched one by one', () => {
    for (let image = 0; image < SIZE; image++) {
      const { down, right, flipped } = placementOf(image, both, 1, 1);
      expect(placementOf(image, { randomCrop: both.randomCrop }, 1, 1)).toMatchObject({ down, right });
      expect(placementOf(image, { horizontalFlip: true }, 1, 1).flipped).toBe(flipped);
    }
  });

  it('stays the same from version to version', () => {
    expect([0, 1, 2].map((image) => placementOf(image, both, 1, 1))).toMatchInlineSnapshot(`
      [
        {
          "down": -1,
          "flipped": false,
          "right": -2,
        },
        {
          "down": 0,
          "flipped": true,
          "right": 0,
        },
        {
          "down": 1,
          "flipped": false,
          "right": 2,
        },
      ]
    `);
  });
});

it.each<[string, object, string]>([
  [
    'padding 0',
    { randomCrop: { padding: 0 } },
    'augment.randomCrop.padding is 0; expected an integer from 1 to 4.',
  ],
  [
    'padding beyond the image',
    { randomCrop: { padding: 5 } },
    'augment.randomCrop.padding is 5; expected an integer from 1 to 4.',
  ],
  ['a crop that is a number', { randomCrop: 4 }, 'augment.randomCrop is 4; expected an object with padding.'],
  ['a flip of 0.5', { horizontalFlip: 0.5 }, 'augment.horizontalFlip is 0.5; expected true or false.'],
  [
    'a misspelt setting',
    { horizontalflip: true },
    'augment has the setting horizontalflip; expected only randomCrop, horizontalFlip.',
  ],
])('rejects %s before the first batch', (_, augment, message) => {
  expect(() => batches(split, { ...options, augment })).toThrow(message);
});
