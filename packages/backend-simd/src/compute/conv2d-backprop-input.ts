/** Gradient of a convolution with respect to its input. */
import type { ConvShape } from './conv-shape.js';
import { correlate } from './correlation.js';
import { phases } from './axes.js';
import type { Runtime } from './runtime.js';

/**
 * dx [batch, inHeight, inWidth, inChannels] from dy [batch, outHeight, outWidth, outChannels] and
 * filter [filterHeight, filterWidth, inChannels, outChannels].
 *
 * Input pixels whose distance is a multiple of the stride meet the same taps of the filter, so each such phase is
 * a convolution of dy, with stride 1, by those taps in reverse order; a stride of s gives s phases per dimension.
 */
export function conv2dBackpropInput(
  rt: Runtime,
  shape: ConvShape,
  dy: number,
  filter: number,
  dx: number,
): void {
  const { batch, inHeight, inWidth, inChannels, outChannels } = shape;
  correlate(
    rt,
    {
      batch,
      source: { height: shape.outHeight, width: shape.outWidth, channels: outChannels },
      out: { height: inHeight, width: inWidth, channels: inChannels },
      vertical: phases(inHeight, shape.strideHeight, shape.padTop, shape.filterHeight, shape.dilationHeight),
      horizontal: phases(inWidth, shape.strideWidth, shape.padLeft, shape.filterWidth, shape.dilationWidth),
      filter: { width: shape.filterWidth, inChannels, outChannels, transposed: true },
    },
    dy,
    filter,
    dx,
  );
}
