/** Depthwise convolution and its gradients. */
import { forwardAxis, phases } from './axes.js';
import { repeatValues, sumRows } from './channel-multiplier.js';
import type { ConvShape } from './conv-shape.js';
import { correlateDepthwise } from './depthwise-correlation.js';
import { depthwiseFilterGradient } from './depthwise-filter-gradient.js';
import type { Runtime } from './runtime.js';

/** Code is straight over all taps: more of them are left to other kernels. */
const MOST_TAPS = 81;

/** Whether the functions below are made for this shape; `outChannels` is a multiple of `inChannels`. */
export function depthwiseSuits({ filterHeight, filterWidth }: ConvShape): boolean {
  return filterHeight * filterWidth <= MOST_TAPS;
}

/**
 * out [batch, outHeight, outWidth, outChannels] = every channel of x [batch, inHeight, inWidth, inChannels] convolved
 * with its filters: filter is [filterHeight, filterWidth, inChannels, outChannels / inChannels].
 */
export function depthwiseConv2d(rt: Runtime, shape: ConvShape, x: number, filter: number, out: number): void {
  const { batch, inHeight, inWidth, outHeight, outWidth, outChannels: channels } = shape;
  const { strideHeight, strideWidth, padTop, padLeft, filterHeight, filterWidth } = shape;
  withRepeatedChannels(rt, shape, x, (source) =>
    correlateDepthwise(
      rt,
      {
        batch,
        source: { height: inHeight, width: inWidth, channels },
        out: { height: outHeight, width: outWidth, channels },
        vertical: [forwardAxis(outHeight, strideHeight, padTop, filterHeight, shape.dilationHeight)],
        horizontal: [forwardAxis(outWidth, strideWidth, padLeft, filterWidth, shape.dilationWidth)],
        filterWidth,
      },
      source,
      filter,
      out,
    ),
  );
}

/** dx from dy and filter, shaped as for {@link depthwiseConv2d}. */
export function depthwiseConv2dBackpropInput(
  rt: Runtime,
  shape: ConvShape,
  dy: number,
  filter: number,
  dx: number,
): void {
  const { batch, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels: channels } = shape;
  const { strideHeight, strideWidth, padTop, padLeft, filterHeight, filterWidth } = shape;
  const multiplier = channels / inChannels;
  const correlate = (to: number) =>
    correlateDepthwise(
      rt,
      {
        batch,
        source: { height: outHeight, width: outWidth, channels },
        out: { height: inHeight, width: inWidth, channels },
        vertical: phases(inHeight, strideHeight, padTop, filterHeight, shape.dilationHeight),
        horizontal: phases(inWidth, strideWidth, padLeft, filterWidth, shape.dilationWidth),
        filterWidth,
      },
      dy,
      filter,
      to,
    );
  if (multiplier === 1) return correlate(dx);
  const count = batch * inHeight * inWidth * inChannels;
  rt.memory.borrow(4 * count * multiplier, (repeated) => {
    correlate(repeated);
    sumRows(rt, count, multiplier, repeated, dx);
  });
}

/** dFilter from x and dy, shaped as for {@link depthwiseConv2d}. */
export function depthwiseConv2dBackpropFilter(
  rt: Runtime,
  shape: ConvShape,
  x: number,
  dy: number,
  dFilter: number,
): void {
  withRepeatedChannels(rt, shape, x, (source) => depthwiseFilterGradient(rt, shape, source, dy, dFilter));
}

function withRepeatedChannels(rt: Runtime, shape: ConvShape, x: number, use: (x: number) => void): void {
  const { batch, inHeight, inWidth, inChannels, outChannels } = shape;
  if (inChannels === outChannels) return use(x);
  const count = batch * inHeight * inWidth * inChannels;
  rt.memory.borrow(4 * batch * inHeight * inWidth * outChannels, (repeated) => {
    repeatValues(rt, count, outChannels / inChannels, x, repeated);
    use(repeated);
  });
}
