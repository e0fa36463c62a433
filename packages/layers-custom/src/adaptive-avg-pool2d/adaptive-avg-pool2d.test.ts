import { testLayer } from '@convstudy-tools/test-kit';
import { adaptiveAvgPool2d } from './adaptive-avg-pool2d.js';

testLayer({
  create: () => adaptiveAvgPool2d({ outputSize: [3, 2] }),
  inputShapes: [
    [6, 4, 2],
    [7, 5, 2],
    [2, 3, 1],
  ],
});
