import { requirePositiveInteger } from './argument-checks.js';
import { twoConvolutions } from './basic-block.js';
import type { Block, BlockConfig } from './block.js';

export interface WideBlockConfig extends BlockConfig {
  /** Factor that widens both convolutions, default 2; the output has `filters` x `widenFactor` channels. */
  widenFactor?: number;
}

/**
 * The wide residual block: the basic block with `filters` x `widenFactor` filters in both convolutions.
 *
 * Zagoruyko, Komodakis: Wide Residual Networks, 2016. The paper normalizes before each convolution; here, as in
 * the other blocks, it comes after, and there is no dropout.
 *
 * Shapes: [batch, height, width, channels] -> [batch, ceil(height / strides), ceil(width / strides),
 * filters x widenFactor].
 *
 * @throws If `filters`, `strides` or `widenFactor` is not a positive integer, or `seed` not an integer of at least 0; on
 *   use, if the input is not of rank 4 or its number of channels is unknown.
 */
export function wideBlock({ filters, widenFactor = 2, ...rest }: WideBlockConfig): Block {
  requirePositiveInteger('wideBlock', 'filters', filters);
  requirePositiveInteger('wideBlock', 'widenFactor', widenFactor);
  return twoConvolutions('wideBlock', { filters: filters * widenFactor, ...rest });
}
