import { residualNet } from '@convstudy/blocks-residual';
import type * as tf from '@tensorflow/tfjs-layers';
import type { ModelOptions } from './definition.js';

/**
 * The residual net of studies 1.1 and 1.2: a 3x3 convolution of 32 filters, basic blocks of 32, 64 (stride 2) and 64
 * filters, adaptive average pooling to 4x4, logits. Its first convolution has a bias before its batch
 * normalization, as the document's has. Or with other widths than 32 and 64.
 */
export function residualCnn(
  { inputShape, numClasses = 10, seed }: ModelOptions,
  [early, late]: readonly [number, number] = [32, 64],
): tf.LayersModel {
  return residualNet({
    inputShape,
    numClasses,
    stem: { filters: early, useBias: true },
    blocks: [
      { type: 'basic', filters: early },
      { type: 'basic', filters: late, strides: 2 },
      { type: 'basic', filters: late },
    ],
    poolSize: 4,
    seed,
    name: 'ResidualCNN',
  });
}
