/** Gradient of a convolution with respect to its input. */
import type { ConvShape } from './conv-shape.js';
import { correlate } from './correlation.js';
import type { Axis } from './correlation-shape.js';
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

function phases(size: number, stride: number, pad: number, filterSize: number, dilation: number): Axis[] {
  return Array.from({ length: stride }, (_, first): Axis => {
    // Output o meets input i at tap t where i + pad = o * stride + t * dilation.
    const taps = Array.from({ length: filterSize }, (_, t) => t)
      .filter((t) => (first + pad - t * dilation) % stride === 0)
      .reverse();
    const output = (tap: number) => (first + pad - tap * dilation) / stride;
    const [one, two] = taps;
    return {
      count: Math.max(0, Math.ceil((size - first) / stride)),
      outStart: first,
      outStep: stride,
      start: one === undefined ? 0 : output(one),
      step: 1,
      tapStep: one === undefined || two === undefined ? 1 : output(two) - output(one),
      taps,
    };
  });
}
