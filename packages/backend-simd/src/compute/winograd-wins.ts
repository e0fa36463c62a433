/** Where Winograd's algorithm is faster than the direct one. */
import { TILE, winograd } from '../wasm/winograd.js';

/** Fewer channels do not repay the transformations. */
const FEWEST_CHANNELS = 16;

/**
 * The choice between Winograd's algorithm and the direct one, by shape alone, as they round differently.
 *
 * @param taps of the filter, along both dimensions
 * @param inChannels that are summed over
 * @param out the result of the convolution, or for a filter's gradient what it is computed from
 */
export function winogradWins(
  taps: number,
  inChannels: number,
  out: { height: number; width: number; channels: number },
): boolean {
  return (
    winograd(taps) !== undefined &&
    [inChannels, out.channels].every((channels) => channels >= FEWEST_CHANNELS && channels % 8 === 0) &&
    // On small images too much of the tiles would lie outside.
    Math.min(out.height, out.width) >= TILE
  );
}
