import { residualNet } from '@convstudy/blocks-residual';
import { type ModelDefinition, mnistShape } from './definition.js';
import { depth2 } from './depth-nets.js';
import { plainCnn, type PlainConvolution } from './plain-cnn.js';

/** Pairs of 3x3 convolutions of these widths, max pooling after each pair. */
function pairs(...widths: number[]): PlainConvolution[] {
  return widths.flatMap((filters) => [
    { kernelSize: 3, filters, pool: false },
    { kernelSize: 3, filters, pool: true },
  ]);
}

const hiddenUnits = 64;
const deepWidths = [20, 44, 52];
const matched =
  'Not in the document: its widths were chosen to meet the size of the net with two convolutions.';

/**
 * The nets of study 2.2 at one size, that of the document's net with two convolutions: 104 to 106 thousand parameters, by
 * their widths alone. The net of six convolutions is there with batch normalization too, which the residual net has: what
 * shortcuts do cannot be told from what normalization does otherwise.
 */
export const matchedDepthNets: ModelDefinition[] = [
  {
    id: 'Depth 2, matched',
    title: '2 convolutions',
    inputShape: mnistShape,
    build: depth2,
    layersSummary: 'conv 3x3 16 ReLU max pool, conv 3x3 32 ReLU max pool, dense 64 ReLU, dense 10',
  },
  {
    id: 'Depth 4, matched',
    title: '4 convolutions',
    inputShape: mnistShape,
    build: (options) =>
      plainCnn(options, { name: 'Depth4Matched', convolutions: pairs(22, 28), hiddenUnits }),
    layersSummary: 'conv 3x3 22, 22 ReLU max pool, conv 3x3 28, 28 ReLU max pool, dense 64 ReLU, dense 10',
    reconstructed: matched,
  },
  {
    id: 'Depth 6, matched',
    title: '6 convolutions',
    inputShape: mnistShape,
    build: (options) =>
      plainCnn(options, { name: 'Depth6Matched', convolutions: pairs(...deepWidths), hiddenUnits }),
    layersSummary:
      'conv 3x3 20, 20 ReLU max pool, conv 3x3 44, 44 ReLU max pool, conv 3x3 52, 52 ReLU max pool, dense 64 ReLU, dense 10',
    reconstructed: matched,
  },
  {
    id: 'Depth 6 normalized, matched',
    title: '6 convolutions, normalized',
    inputShape: mnistShape,
    build: (options) =>
      plainCnn(options, {
        name: 'Depth6NormalizedMatched',
        convolutions: pairs(...deepWidths),
        batchNormalization: true,
        hiddenUnits,
      }),
    layersSummary:
      'conv 3x3 20, 20 BN ReLU max pool, conv 3x3 44, 44 BN ReLU max pool, conv 3x3 52, 52 BN ReLU max pool, dense 64 ReLU, dense 10',
    reconstructed: `${matched} The document has no such net.`,
  },
  {
    id: 'Depth residual, matched',
    title: 'Residual net',
    inputShape: mnistShape,
    build: ({ inputShape, numClasses = 10, seed }) =>
      residualNet({
        inputShape,
        numClasses,
        stem: { filters: 32, useBias: true },
        blocks: [
          { type: 'basic', filters: 32 },
          { type: 'basic', filters: 48, strides: 2 },
          { type: 'basic', filters: 48 },
        ],
        poolSize: 4,
        seed,
        name: 'DepthResidualMatched',
      }),
    layersSummary:
      'conv 3x3 32 BN ReLU, basic block 32, basic block 48 stride 2, basic block 48, adaptive average pool 4x4, dense 10',
    reconstructed: `${matched} It is seven convolutions deep, to stand beside the net of six.`,
  },
];
