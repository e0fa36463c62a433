import { cifar10Shape, type ModelDefinition, mnistShape } from './definition.js';
import { depth2, depth4, depth6, depthResidual } from './depth-nets.js';
import { deepFcn, fcn } from './fcn.js';
import { kernel3x3, kernel5x5, kernel7x7, mixedKernels } from './kernel-nets.js';
import { matchedDepthNets } from './matched-depth-nets.js';
import { matchedKernelNets } from './matched-kernel-nets.js';
import { residualCnn } from './residual-cnn.js';
import { largerSimpleCnn, simpleCnn } from './simple-cnn.js';

export { layerCosts, multiplyAdds, parameterCount, type LayerCost } from './count.js';
export type { ImageShape, ModelDefinition, ModelOptions } from './definition.js';
export { matchedCifar10Nets, matchedMnistNets } from './matched-nets.js';

const widths =
  'The document gives the number of convolutions and the size only; the widths were chosen to meet them.';

const definitions: ModelDefinition[] = [
  {
    id: 'FCN',
    title: 'FCN',
    inputShape: mnistShape,
    build: fcn,
    layersSummary: 'dense 512 ReLU BN, dense 256 ReLU dropout 0.4, dense 10',
  },
  {
    id: 'SimpleCNN',
    title: 'SimpleCNN',
    inputShape: mnistShape,
    build: simpleCnn,
    layersSummary:
      'conv 3x3 32 ReLU max pool, conv 3x3 64 ReLU max pool, dense 128 ReLU dropout 0.25, dense 10',
  },
  {
    id: 'ResidualCNN',
    title: 'ResidualCNN',
    inputShape: mnistShape,
    build: residualCnn,
    layersSummary:
      'conv 3x3 32 BN ReLU, basic block 32, basic block 64 stride 2, basic block 64, adaptive average pool 4x4, dense 10',
  },
  {
    id: 'CIFAR FCN',
    title: 'FCN',
    inputShape: cifar10Shape,
    build: deepFcn,
    layersSummary: 'dense 512, 256, 128, 64, 32, each ReLU, dense 10',
  },
  {
    id: 'CIFAR SimpleCNN',
    title: 'SimpleCNN',
    inputShape: cifar10Shape,
    build: largerSimpleCnn,
    layersSummary: 'conv 3x3 32, 64, 128, each ReLU max pool, dense 256 ReLU dropout 0.25, dense 10',
  },
  {
    id: 'CIFAR ResidualCNN',
    title: 'ResidualCNN',
    inputShape: cifar10Shape,
    build: residualCnn,
    layersSummary:
      'conv 3x3 32 BN ReLU, basic block 32, basic block 64 stride 2, basic block 64, adaptive average pool 4x4, dense 10',
  },
  {
    id: 'Kernel 3x3',
    title: '3x3 kernels',
    inputShape: mnistShape,
    build: kernel3x3,
    layersSummary: 'conv 3x3 64, 128, 256, each ReLU max pool, dense 128 ReLU dropout 0.25, dense 10',
  },
  {
    id: 'Kernel 5x5',
    title: '5x5 kernels',
    inputShape: mnistShape,
    build: kernel5x5,
    layersSummary: 'conv 5x5 32, 64, 128, each ReLU max pool, dense 128 ReLU dropout 0.25, dense 10',
  },
  {
    id: 'Kernel 7x7',
    title: '7x7 kernels',
    inputShape: mnistShape,
    build: kernel7x7,
    layersSummary: 'conv 7x7 16, 32, 64, each ReLU max pool, dense 128 ReLU dropout 0.25, dense 10',
  },
  {
    id: 'Mixed kernels',
    title: 'Mixed kernels',
    inputShape: mnistShape,
    build: mixedKernels,
    layersSummary: 'conv 1x1 32, 3x3 64, 5x5 128, each ReLU max pool, dense 128 ReLU dropout 0.25, dense 10',
    reconstructed:
      "The document's heading says 3x3 and 7x7, its text 1x1 and 3x3, its code 1, 3 and 5; the code's kernels are taken.",
  },
  ...matchedKernelNets,
  {
    id: 'Depth 2',
    title: '2 convolutions',
    inputShape: mnistShape,
    build: depth2,
    layersSummary: 'conv 3x3 16 ReLU max pool, conv 3x3 32 ReLU max pool, dense 64 ReLU, dense 10',
    reconstructed: widths,
  },
  {
    id: 'Depth 4',
    title: '4 convolutions',
    inputShape: mnistShape,
    build: depth4,
    layersSummary: 'conv 3x3 32, 64 ReLU max pool, conv 3x3 128, 256 ReLU max pool, dense 128 ReLU, dense 10',
    reconstructed: widths,
  },
  {
    id: 'Depth 6',
    title: '6 convolutions',
    inputShape: mnistShape,
    build: depth6,
    layersSummary:
      'conv 3x3 32, 64 ReLU max pool, conv 3x3 128, 128 ReLU max pool, conv 3x3 256, 256 ReLU max pool, dense 1024 ReLU, dense 10',
    reconstructed: widths,
  },
  {
    id: 'Depth residual',
    title: 'Residual net',
    inputShape: mnistShape,
    build: depthResidual,
    layersSummary:
      'conv 3x3 32 BN ReLU, three basic blocks 32, basic block 64 stride 2, basic block 64, adaptive average pool 4x4, dense 10',
    reconstructed:
      'The document gives the size only; this is ResidualCNN of study 1.1 with two more blocks of 32 filters.',
  },
  ...matchedDepthNets,
];

/** The studies' models by their ids. */
export const models: Readonly<Record<string, ModelDefinition>> = Object.fromEntries(
  definitions.map((definition) => [definition.id, definition]),
);
