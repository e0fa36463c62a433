import { testLayer } from '@convstudy-tools/test-kit';
import { customReLU } from './custom-relu.js';

testLayer({ create: () => customReLU(), inputShapes: [[12], [4, 3, 2]] });
