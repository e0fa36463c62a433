import { requireImages, requirePositiveInteger, requireSeed } from './argument-checks.js';
import { type Block, type BlockConfig, partNames } from './block.js';
import { convNorm } from './conv-norm.js';
import { addShortcut } from './shortcut.js';

/** Output channels of a bottleneck per filter. */
const expansion = 4;

/**
 * The bottleneck residual block: 1x1 convolution to `filters` channels, 3x3 convolution, 1x1 convolution to 4 x
 * `filters` channels, BN after each and ReLU after the first two, plus the shortcut, ReLU. The convolutions
 * have no bias; the 3x3 one carries the stride.
 *
 * He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, 2015, figure 5 right. The paper strides in the first
 * 1x1; the stride in the 3x3 ("ResNet v1.5") is that of `Bottleneck` of torchvision.
 *
 * Shapes: [batch, height, width, channels] -> [batch, ceil(height / strides), ceil(width / strides), 4 x filters].
 *
 * @throws If `filters` or `strides` is not a positive integer, or `seed` not an integer of at least 0; on use, if the
 *   input is not of rank 4 or its number of channels is unknown.
 */
export function bottleneckBlock({ filters, strides = 1, seed, name }: BlockConfig): Block {
  requirePositiveInteger('bottleneckBlock', 'filters', filters);
  requirePositiveInteger('bottleneckBlock', 'strides', strides);
  requireSeed('bottleneckBlock', seed);
  const names = partNames({ name, seed });
  return (input) => {
    requireImages('bottleneckBlock', input);
    const narrow = convNorm(input, { filters, kernelSize: 1, strides: 1, part: '1', names });
    const middle = convNorm(narrow, { filters, kernelSize: 3, strides, part: '2', names });
    const wide = convNorm(middle, {
      filters: expansion * filters,
      kernelSize: 1,
      strides: 1,
      part: '3',
      names,
      relu: false,
    });
    return addShortcut(wide, input, strides, names);
  };
}
