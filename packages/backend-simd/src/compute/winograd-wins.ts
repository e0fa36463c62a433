/** Where Winograd's algorithm is faster than the direct one. */
import { winograd } from '../wasm/winograd.js';

/**
 * The choice between Winograd's algorithm and the direct one, by shape alone, as they round differently. Where there are
 * whole vectors of channels to transform, Winograd's was the faster one in every measurement, from 8 channels and maps
 * of 2 x 2 on. GFLOP/s of one core (Zen 5, wide vectors, batch 64), counted as the direct algorithm has them, direct and
 * Winograd, output / filter gradient:
 *
 *     3x3, 2x2 map, 64->64      56 /  53     78 /  63       5x5, 28x28,  8->8     81 /  86    120 / 127
 *     3x3, 3x3 map, 64->64      77 /  86    169 / 139       5x5, 2x2, 64->64      55 /  51    117 /  83
 *     3x3, 28x28,  8->16        94 / 102    140 / 138       5x5, 14x14, 32->64   101 / 104    300 / 280
 *     3x3, 28x28, 16->16        99 /  98    155 / 160       7x7, 28x28,  8->8     82 /  86    123 / 122
 *     3x3, 28x28, 32->32       103 / 102    229 / 212       7x7, 28x28, 16->16   102 / 104    310 / 290
 *     3x3, 5x5, 64->64         101 / 105    130 / 105       7x7, 7x7, 32->64      96 / 100    340 / 260
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
    inChannels % 8 === 0 &&
    out.channels % 8 === 0 &&
    // Of a tile with a single row or column too much would lie outside.
    Math.min(out.height, out.width) > 1
  );
}
