import { cifar10Shape, type ModelDefinition, mnistShape } from './definition.js';
import { deepFcn, fcn } from './fcn.js';
import { residualCnn } from './residual-cnn.js';
import { simpleCnnOf } from './simple-cnn.js';

/**
 * The nets of study 1.1 with as many parameters as each other, within 2 %: about 93,000, those of a ResidualCNN of three
 * quarters of its width.
 */
export const matchedMnistNets: readonly ModelDefinition[] = [
  {
    id: 'FCN, matched',
    title: 'FCN, matched',
    inputShape: mnistShape,
    build: (options) => fcn(options, [109, 55]),
    layersSummary: 'dense 109 ReLU BN, dense 55 ReLU dropout 0.4, dense 10',
  },
  {
    id: 'SimpleCNN, matched',
    title: 'SimpleCNN, matched',
    inputShape: mnistShape,
    build: (options) => simpleCnnOf(options, { filters: [16, 32], hiddenUnits: 56 }),
    layersSummary:
      'conv 3x3 16 ReLU max pool, conv 3x3 32 ReLU max pool, dense 56 ReLU dropout 0.25, dense 10',
  },
  {
    id: 'ResidualCNN, matched',
    title: 'ResidualCNN, matched',
    inputShape: mnistShape,
    build: (options) => residualCnn(options, [24, 48]),
    layersSummary:
      'conv 3x3 24 BN ReLU, basic block 24, basic block 48 stride 2, basic block 48, adaptive average pool 4x4, dense 10',
  },
];

/** The same of study 1.2. FCN's five hidden layers are of one width: halved from layer to layer, the last would have two units. */
export const matchedCifar10Nets: readonly ModelDefinition[] = [
  {
    id: 'CIFAR FCN, matched',
    title: 'FCN, matched',
    inputShape: cifar10Shape,
    build: (options) => deepFcn(options, [29, 29, 29, 29, 29]),
    layersSummary: 'dense 29 five times, each ReLU, dense 10',
  },
  {
    id: 'CIFAR SimpleCNN, matched',
    title: 'SimpleCNN, matched',
    inputShape: cifar10Shape,
    build: (options) => simpleCnnOf(options, { filters: [16, 32, 64], hiddenUnits: 67 }),
    layersSummary: 'conv 3x3 16, 32, 64, each ReLU max pool, dense 67 ReLU dropout 0.25, dense 10',
  },
  {
    id: 'CIFAR ResidualCNN, matched',
    title: 'ResidualCNN, matched',
    inputShape: cifar10Shape,
    build: (options) => residualCnn(options, [24, 48]),
    layersSummary:
      'conv 3x3 24 BN ReLU, basic block 24, basic block 48 stride 2, basic block 48, adaptive average pool 4x4, dense 10',
  },
];
