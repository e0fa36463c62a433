/** Two-dimensional convolution (cross-correlation, as in every deep learning library). */
import type { ConvShape } from './conv-shape.js';
import { correlate } from './correlation.js';
import { forwardAxis } from './axes.js';
import type { Epilogue, Runtime } from './runtime.js';

/**
 * out [batch, outHeight, outWidth, outChannels] = x [batch, inHeight, inWidth, inChannels] convolved with
 * filter [filterHeight, filterWidth, inChannels, outChannels], then bias [outChannels] and activation if asked for.
 */
export function conv2d(
  rt: Runtime,
  shape: ConvShape,
  x: number,
  filter: number,
  out: number,
  epilogue: Epilogue = {},
): void {
  const { batch, outHeight, outWidth, inChannels, outChannels } = shape;
  correlate(
    rt,
    {
      batch,
      source: { height: shape.inHeight, width: shape.inWidth, channels: inChannels },
      out: { height: outHeight, width: outWidth, channels: outChannels },
      vertical: [
        forwardAxis(outHeight, shape.strideHeight, shape.padTop, shape.filterHeight, shape.dilationHeight),
      ],
      horizontal: [
        forwardAxis(outWidth, shape.strideWidth, shape.padLeft, shape.filterWidth, shape.dilationWidth),
      ],
      filter: { width: shape.filterWidth, inChannels, outChannels, transposed: false },
    },
    x,
    filter,
    out,
    epilogue,
  );
}
