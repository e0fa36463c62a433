import { expectReference, testLayer } from '@convstudy-tools/test-kit';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import cases from '../../test/fixtures/adaptive-avg-pool2d.json' with { type: 'json' };
import { adaptiveAvgPool2d } from './adaptive-avg-pool2d.js';

describe('AdaptiveAvgPool2D', () => {
  testLayer({
    create: () => adaptiveAvgPool2d({ outputSize: [3, 2] }),
    inputShapes: [
      [6, 4, 2],
      [7, 5, 2],
      [2, 3, 1],
    ],
  });

  it.each(cases)('equals PyTorch: $inputShape to $outputSize', async (reference) => {
    const [height, width] = reference.outputSize;
    await expectReference(() => adaptiveAvgPool2d({ outputSize: [height, width] }), reference);
  });

  it('takes one number for both sides', () => {
    const pool = adaptiveAvgPool2d({ outputSize: 4 });
    expect(pool.computeOutputShape([null, 14, 14, 64])).toEqual([null, 4, 4, 64]);
    pool.build([null, 14, 14, 64]);
    expect(pool.countParams()).toBe(0);
  });

  it('passes an image on that has the output size already', () => {
    const x = tf.tensor4d([1, 2, 3, 4, 5, 6], [1, 2, 3, 1]);
    const y = adaptiveAvgPool2d({ outputSize: [2, 3] }).apply(x) as tf.Tensor;
    expect(Array.from(y.dataSync())).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each([0, -1, 1.5, NaN, [4], [4, 4, 4], [4, 0], '4', undefined])(
    'refuses outputSize %j',
    (outputSize) => {
      expect(() => adaptiveAvgPool2d({ outputSize } as never)).toThrow(
        /^AdaptiveAvgPool2D: outputSize must be a positive integer or \[height, width\] .*, but it is /,
      );
    },
  );

  it('refuses channelsFirst and inputs that are no images', () => {
    expect(() => adaptiveAvgPool2d({ outputSize: 4, dataFormat: 'channelsFirst' } as never)).toThrow(
      `AdaptiveAvgPool2D: dataFormat must be 'channelsLast', but it is "channelsFirst".`,
    );
    expect(() => adaptiveAvgPool2d({ outputSize: 4 }).apply(tf.zeros([2, 14, 14]))).toThrow(/ndim=4/);
  });
});
