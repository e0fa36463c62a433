import { describe, expect, it } from 'vitest';
import { linearAccuracy } from '../test/linear-classifier.js';
import { convolutionFeatures } from '../test/convolution-features.js';
import type { Split } from './dataset.js';
import { syntheticDigits } from './synthetic-digits.js';

describe('reproducibility', () => {
  it('gives the same bytes on every machine and engine', () => {
    // If this changes, results on these digits are no longer comparable with older ones: a new major version.
    expect(syntheticDigits({ trainSize: 200, testSize: 100 }).sha256).toMatchInlineSnapshot(
      `"c952319e0a1f2f763d4651a875472ac7f402570ac82fd357fc971ba0170c9480"`,
    );
    expect(syntheticDigits({ trainSize: 200, testSize: 100, seed: 1 }).sha256).toMatchInlineSnapshot(
      `"cde6f75305902599021eaefa6c56a40c57f25b28c65d2c541c17c138a002ac49"`,
    );
  });

  it('gives the beginning of a larger set for a smaller size', () => {
    const small = syntheticDigits({ trainSize: 25, testSize: 15, seed: 3 });
    const large = syntheticDigits({ trainSize: 60, testSize: 40, seed: 3 });
    expect(large.train.images.subarray(0, 25 * 784)).toEqual(small.train.images);
    expect(large.train.labels.subarray(0, 25)).toEqual(small.train.labels);
    expect(large.test.images.subarray(0, 15 * 784)).toEqual(small.test.images);
  });

  it('shares no image between training and test', () => {
    const { train, test } = syntheticDigits({ trainSize: 500, testSize: 500 });
    const images = ({ images, size }: Split) =>
      Array.from({ length: size }, (_, image) => images.subarray(image * 784, (image + 1) * 784).join());
    expect(new Set([...images(train), ...images(test)]).size).toBe(1000);
  });
});

describe('contents', () => {
  const digits = syntheticDigits({ trainSize: 1500, testSize: 500 });

  it('describes itself', () => {
    const { name, imageShape, classNames, synthetic, train, test } = digits;
    expect({ name, imageShape, classNames, synthetic }).toEqual({
      name: 'Synthetic digits',
      imageShape: [28, 28, 1],
      classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
      synthetic: true,
    });
    expect([train.size, train.labels.length, train.images.length]).toEqual([1500, 1500, 1500 * 784]);
    expect([test.size, test.labels.length, test.images.length]).toEqual([500, 500, 500 * 784]);
  });

  it('has every digit once in ten consecutive images', () => {
    for (let image = 0; image < 100; image += 10) {
      expect([...digits.train.labels.subarray(image, image + 10)].sort()).toEqual([
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
      ]);
    }
  });

  it('states its mean and standard deviation', () => {
    let sum = 0;
    let squares = 0;
    for (const pixel of digits.train.images) {
      sum += pixel / 255;
      squares += (pixel / 255) ** 2;
    }
    const mean = sum / digits.train.images.length;
    const std = Math.sqrt(squares / digits.train.images.length - mean ** 2);
    expect(mean).toBeCloseTo(digits.normalization.mean[0], 2);
    expect(std).toBeCloseTo(digits.normalization.std[0], 2);
  });

  it('keeps the ink inside the image', () => {
    // A glyph cut off at the edge would put full ink on the outermost pixels; noise alone stays far below.
    const { images } = digits.train;
    let darkest = 0;
    for (let at = 0; at < images.length; at++) {
      const column = at % 28;
      const row = Math.floor(at / 28) % 28;
      if (column % 27 === 0 || row % 27 === 0) darkest = Math.max(darkest, images[at]);
    }
    expect(darkest).toBeLessThan(200);
  });

  it('is hard for a linear model and much easier behind convolution and pooling', () => {
    const onPixels = linearAccuracy(digits, ({ images }) =>
      Float32Array.from(images, (pixel) => pixel / 255),
    );
    const onFeatures = linearAccuracy(digits, (split) => convolutionFeatures(split, 28, 1));
    expect(onPixels).toBeGreaterThan(0.3);
    expect(onPixels).toBeLessThan(0.7);
    expect(onFeatures).toBeGreaterThan(onPixels + 0.2);
  });
});

it.each([
  [{ trainSize: 0 }, 'trainSize is 0; expected an integer from 1 to 1000000.'],
  [{ testSize: 2.5 }, 'testSize is 2.5; expected an integer from 1 to 1000000.'],
  [{ seed: -1 }, 'seed is -1; expected an integer from 0 to 4294967295.'],
])('rejects %o', (options, message) => {
  expect(() => syntheticDigits(options)).toThrow(message);
});
