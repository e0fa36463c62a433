import { requireImages, requirePositiveInteger, requireSeed } from './argument-checks.js';
import { type Block, type BlockConfig, partNames } from './block.js';
import { convNorm } from './conv-norm.js';
import { addShortcut } from './shortcut.js';

/**
 * The basic residual block: 3x3 convolution, BN, ReLU, 3x3 convolution, BN, plus the shortcut, ReLU. The
 * convolutions have no bias; the first one carries the stride.
 *
 * He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, 2015, figure 5 left. Agrees with `BasicBlock`
 * of torchvision, padding included.
 *
 * Shapes: [batch, height, width, channels] -> [batch, ceil(height / strides), ceil(width / strides), filters].
 *
 * @throws If `filters` or `strides` is not a positive integer, or `seed` not an integer of at least 0; on use, if the
 *   input is not of rank 4 or its number of channels is unknown.
 */
export function basicBlock(config: BlockConfig): Block {
  return twoConvolutions('basicBlock', config);
}

/** The basic block under the name of the factory that the user called, for its errors. */
export function twoConvolutions(caller: string, { filters, strides = 1, seed, name }: BlockConfig): Block {
  requirePositiveInteger(caller, 'filters', filters);
  requirePositiveInteger(caller, 'strides', strides);
  requireSeed(caller, seed);
  const names = partNames({ name, seed });
  return (input) => {
    requireImages(caller, input);
    const first = convNorm(input, { filters, kernelSize: 3, strides, part: '1', names });
    const second = convNorm(first, { filters, kernelSize: 3, strides: 1, part: '2', names, relu: false });
    return addShortcut(second, input, strides, names);
  };
}
