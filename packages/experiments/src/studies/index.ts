import type { Study } from './define-study.js';
import { customLayers } from './custom-layers/index.js';
import { depth } from './depth/index.js';
import { fcnVsCnnCifar10 } from './fcn-vs-cnn-cifar10/index.js';
import { fcnVsCnnMnist } from './fcn-vs-cnn-mnist/index.js';
import { kernelSize } from './kernel-size/index.js';
import { residualBlocks } from './residual-blocks/index.js';

/** All built-in studies, in the document's order. */
export const studies: readonly Study[] = [
  fcnVsCnnMnist,
  fcnVsCnnCifar10,
  kernelSize,
  depth,
  customLayers,
  residualBlocks,
];
