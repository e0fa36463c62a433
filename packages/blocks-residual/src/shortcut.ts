import * as tf from '@tensorflow/tfjs-layers';
import type { PartNames } from './block.js';
import { convNorm } from './conv-norm.js';

/**
 * The end of every block: relu(branch + shortcut). The shortcut is the block's input itself where the branch
 * kept its shape, else a 1x1 convolution (no bias, the block's stride) with batch normalization, as option B
 * of He et al., 2015, section 3.3.
 */
export function addShortcut(
  branch: tf.SymbolicTensor,
  input: tf.SymbolicTensor,
  strides: number,
  names: PartNames,
): tf.SymbolicTensor {
  const filters = branch.shape[3]!;
  const shortcut =
    strides === 1 && input.shape[3] === filters
      ? input
      : convNorm(input, { filters, kernelSize: 1, strides, part: '_shortcut', names, relu: false });
  const sum = tf.layers.add({ name: names.layerName('add') }).apply([branch, shortcut]) as tf.SymbolicTensor;
  return tf.layers
    .activation({ activation: 'relu', name: names.layerName('relu') })
    .apply(sum) as tf.SymbolicTensor;
}
