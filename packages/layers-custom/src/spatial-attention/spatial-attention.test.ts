import { testLayer } from '@convstudy-tools/test-kit';
import { describe } from 'vitest';
import { spatialAttention } from './spatial-attention.js';

describe.each([false, true])('applyMask: %s', (applyMask) => {
  testLayer({
    create: () => spatialAttention({ kernelSize: 3, applyMask }),
    inputShapes: [
      [5, 4, 3],
      [3, 3, 1],
    ],
  });
});
