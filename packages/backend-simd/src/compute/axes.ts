/** How outputs and taps lie along one dimension in a convolution and in its input gradient. */
import type { Axis } from './correlation-shape.js';

/** A convolution's own axis: `count` outputs, `step` apart, each of so many taps. */
export function forwardAxis(count: number, step: number, pad: number, taps: number, tapStep: number): Axis {
  return {
    count,
    outStart: 0,
    outStep: 1,
    start: -pad,
    step,
    tapStep,
    taps: Array.from({ length: taps }, (_, i) => i),
  };
}

/** The axes of the input gradient: one for each phase of the stride. */
export function phases(
  size: number,
  stride: number,
  pad: number,
  filterSize: number,
  dilation: number,
): Axis[] {
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
