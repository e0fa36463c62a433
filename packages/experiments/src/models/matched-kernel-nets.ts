import { type ModelDefinition, mnistShape } from './definition.js';
import { kernel7x7, kernelNet } from './kernel-nets.js';
import type { PlainConvolution } from './plain-cnn.js';

/** Three stages of these kernels and widths. */
function stages(
  kernelSizes: readonly [KernelSizes, KernelSizes, KernelSizes],
  widths: readonly [number, number, number],
): PlainConvolution[] {
  return kernelSizes.map((kernelSize, stage) => ({ kernelSize, filters: widths[stage] }));
}

type KernelSizes = PlainConvolution['kernelSize'];

const matched = 'Not in the document: its widths were chosen to meet the size of the 7x7 net.';

/**
 * The nets of study 2.1 at one size, that of the document's 7x7 net: 198 to 202 thousand parameters, by their widths alone.
 * All widths are multiples of 8, since the processor's vectors waste time on others, which would be charged to the kernels. The
 * last net mixes kernels as the document's text says (1x1 + 3x3) rather than as its code does.
 */
export const matchedKernelNets: ModelDefinition[] = [
  {
    id: 'Kernel 3x3, matched',
    title: '3x3 kernels',
    inputShape: mnistShape,
    build: kernelNet('Kernel3x3Matched', stages([3, 3, 3], [24, 56, 112])),
    layersSummary: 'conv 3x3 24, 56, 112, each ReLU max pool, dense 128 ReLU dropout 0.25, dense 10',
    reconstructed: matched,
  },
  {
    id: 'Kernel 5x5, matched',
    title: '5x5 kernels',
    inputShape: mnistShape,
    build: kernelNet('Kernel5x5Matched', stages([5, 5, 5], [24, 40, 80])),
    layersSummary: 'conv 5x5 24, 40, 80, each ReLU max pool, dense 128 ReLU dropout 0.25, dense 10',
    reconstructed: matched,
  },
  {
    id: 'Kernel 7x7, matched',
    title: '7x7 kernels',
    inputShape: mnistShape,
    build: kernel7x7,
    layersSummary: 'conv 7x7 16, 32, 64, each ReLU max pool, dense 128 ReLU dropout 0.25, dense 10',
  },
  {
    id: 'Mixed kernels, matched',
    title: 'Mixed kernels',
    inputShape: mnistShape,
    build: kernelNet('MixedKernelsMatched', stages([1, 3, 5], [24, 40, 88])),
    layersSummary: 'conv 1x1 24, 3x3 40, 5x5 88, each ReLU max pool, dense 128 ReLU dropout 0.25, dense 10',
    reconstructed: `${matched} Its kernels are those of the document's code.`,
  },
  {
    id: 'Parallel kernels, matched',
    title: 'Parallel 3x3 + 1x1 kernels',
    inputShape: mnistShape,
    build: kernelNet(
      'ParallelKernelsMatched',
      stages(
        [
          [3, 1],
          [3, 1],
          [3, 1],
        ],
        [16, 32, 64],
      ),
    ),
    layersSummary:
      'three stages, each of conv 3x3 and conv 1x1 side by side, 16 + 16, 32 + 32, 64 + 64, ReLU max pool, dense 128 ReLU dropout 0.25, dense 10',
    reconstructed: `${matched} Its kernels are those of the document's text, "1x1 + 3x3".`,
  },
];
