import { testLayer } from '@convstudy-tools/test-kit';
import { seededDropout } from './seeded-dropout.js';

testLayer({
  create: () => seededDropout({ rate: 0.4, seed: 5 }),
  inputShapes: [[20], [4, 3, 2]],
  reset: (layer) => {
    layer.step = 0;
  },
});
