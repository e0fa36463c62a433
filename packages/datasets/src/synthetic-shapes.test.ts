import { describe, expect, it } from 'vitest';
import { convolutionFeatures } from '../test/convolution-features.js';
import { linearAccuracy } from '../test/linear-classifier.js';
import type { Split } from './dataset.js';
import { syntheticShapes } from './synthetic-shapes.js';

const PIXELS = 32 * 32 * 3;

describe('reproducibility', () => {
  it('gives the same bytes on every machine and engine', () => {
    // If this changes, results on these shapes are no longer comparable with older ones: a new major version.
    expect(syntheticShapes({ trainSize: 200, testSize: 100 }).sha256).toMatchInlineSnapshot(
      `"9b983d84e024fdf454d1c87fa28df5c4364f933ca912ef93592e963bff8c90bf"`,
    );
    expect(syntheticShapes({ trainSize: 200, testSize: 100, seed: 1 }).sha256).toMatchInlineSnapshot(
      `"d140ef689631a6a15e68b4461a1d0f7d0ae8a0ae6fecf4607d209a85e01c9b4f"`,
    );
  });

  it('gives the beginning of a larger set for a smaller size', () => {
    const small = syntheticShapes({ trainSize: 25, testSize: 15, seed: 3 });
    const large = syntheticShapes({ trainSize: 60, testSize: 40, seed: 3 });
    expect(large.train.images.subarray(0, 25 * PIXELS)).toEqual(small.train.images);
    expect(large.train.labels.subarray(0, 25)).toEqual(small.train.labels);
    expect(large.test.images.subarray(0, 15 * PIXELS)).toEqual(small.test.images);
  });

  it('shares no image between training and test', () => {
    const { train, test } = syntheticShapes({ trainSize: 300, testSize: 300 });
    const images = ({ images, size }: Split) =>
      Array.from({ length: size }, (_, image) =>
        images.subarray(image * PIXELS, (image + 1) * PIXELS).join(),
      );
    expect(new Set([...images(train), ...images(test)]).size).toBe(600);
  });
});

describe('contents', () => {
  const shapes = syntheticShapes({ trainSize: 1200, testSize: 400 });

  it('describes itself', () => {
    const { name, imageShape, classNames, synthetic, train, test } = shapes;
    expect({ name, imageShape, synthetic }).toEqual({
      name: 'Synthetic shapes',
      imageShape: [32, 32, 3],
      synthetic: true,
    });
    expect(classNames).toEqual(
      ['disc', 'square', 'triangle', 'cross', 'ring'].flatMap((shape) => [
        `plain ${shape}`,
        `striped ${shape}`,
      ]),
    );
    expect([train.size, train.labels.length, train.images.length]).toEqual([1200, 1200, 1200 * PIXELS]);
    expect([test.size, test.labels.length, test.images.length]).toEqual([400, 400, 400 * PIXELS]);
  });

  it('has every class once in ten consecutive images', () => {
    for (let image = 0; image < 100; image += 10) {
      expect([...shapes.train.labels.subarray(image, image + 10)].sort()).toEqual([
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
      ]);
    }
  });

  it('states its mean and standard deviation', () => {
    const { images, size } = shapes.train;
    const { mean, std } = shapes.normalization;
    for (let channel = 0; channel < 3; channel++) {
      let sum = 0;
      let squares = 0;
      for (let at = channel; at < images.length; at += 3) {
        sum += images[at] / 255;
        squares += (images[at] / 255) ** 2;
      }
      const found = sum / (size * 1024);
      expect(Math.abs(found - mean[channel])).toBeLessThan(0.015);
      expect(Math.abs(Math.sqrt(squares / (size * 1024) - found ** 2) - std[channel])).toBeLessThan(0.01);
    }
  });

  it('is out of reach for a linear model and easier behind convolution and pooling', () => {
    const onPixels = linearAccuracy(shapes, ({ images }) =>
      Float32Array.from(images, (pixel) => pixel / 255),
    );
    const onFeatures = linearAccuracy(shapes, (split) => convolutionFeatures(split, 32, 3));
    expect(onPixels).toBeLessThan(0.25);
    expect(onFeatures).toBeGreaterThan(onPixels + 0.2);
  });
});

it.each([
  [{ trainSize: 0 }, 'trainSize is 0; expected an integer from 1 to 1000000.'],
  [{ testSize: 2.5 }, 'testSize is 2.5; expected an integer from 1 to 1000000.'],
  [{ seed: -1 }, 'seed is -1; expected an integer from 0 to 4294967295.'],
])('rejects %o', (options, message) => {
  expect(() => syntheticShapes(options)).toThrow(message);
});
