import { testLayer } from '@convstudy-tools/test-kit';
import { describe } from 'vitest';
import { noisyConv2d } from './noisy-conv2d.js';

describe.each(['output', 'kernel'] as const)('with noise on the %s', (noiseOn) => {
  testLayer({
    create: () =>
      noisyConv2d({ filters: 3, kernelSize: 3, padding: 'same', noiseOn, activation: 'tanh', seed: 2 }),
    inputShapes: [[5, 4, 2]],
    reset: (layer) => {
      layer.step = 0;
    },
  });
});
