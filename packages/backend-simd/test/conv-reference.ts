/** Convolutions in plain float64 loops, and the grid of shapes that the tests go through. */
import type { ConvShape } from '../src/compute/conv-shape.js';

/** Calls back for every product of the convolution with the indices of x, filter and y. */
function eachProduct(s: ConvShape, visit: (x: number, filter: number, y: number) => void): void {
  for (let n = 0; n < s.batch; n++) {
    for (let oy = 0; oy < s.outHeight; oy++) {
      for (let ox = 0; ox < s.outWidth; ox++) {
        for (let fy = 0; fy < s.filterHeight; fy++) {
          const iy = oy * s.strideHeight + fy * s.dilationHeight - s.padTop;
          if (iy < 0 || iy >= s.inHeight) continue;
          for (let fx = 0; fx < s.filterWidth; fx++) {
            const ix = ox * s.strideWidth + fx * s.dilationWidth - s.padLeft;
            if (ix < 0 || ix >= s.inWidth) continue;
            for (let c = 0; c < s.inChannels; c++) {
              const x = ((n * s.inHeight + iy) * s.inWidth + ix) * s.inChannels + c;
              for (let k = 0; k < s.outChannels; k++) {
                const filter = ((fy * s.filterWidth + fx) * s.inChannels + c) * s.outChannels + k;
                const y = ((n * s.outHeight + oy) * s.outWidth + ox) * s.outChannels + k;
                visit(x, filter, y);
              }
            }
          }
        }
      }
    }
  }
}

export function sizesOf(s: ConvShape) {
  return {
    x: s.batch * s.inHeight * s.inWidth * s.inChannels,
    filter: s.filterHeight * s.filterWidth * s.inChannels * s.outChannels,
    y: s.batch * s.outHeight * s.outWidth * s.outChannels,
  };
}

export function convReference(s: ConvShape, x: Float32Array, filter: Float32Array): Float64Array {
  const y = new Float64Array(sizesOf(s).y);
  eachProduct(s, (i, f, o) => (y[o] += x[i] * filter[f]));
  return y;
}

export function inputGradientReference(s: ConvShape, dy: Float32Array, filter: Float32Array): Float64Array {
  const dx = new Float64Array(sizesOf(s).x);
  eachProduct(s, (i, f, o) => (dx[i] += dy[o] * filter[f]));
  return dx;
}

export function filterGradientReference(s: ConvShape, x: Float32Array, dy: Float32Array): Float64Array {
  const dFilter = new Float64Array(sizesOf(s).filter);
  eachProduct(s, (i, f, o) => (dFilter[f] += x[i] * dy[o]));
  return dFilter;
}

interface Options {
  batch?: number;
  size: [height: number, width: number];
  channels: [number, number];
  filter: [height: number, width: number];
  stride?: [number, number];
  dilation?: [number, number];
  /** top, bottom, left, right */
  pad?: [number, number, number, number];
}

export function convShape(options: Options): ConvShape {
  const {
    batch = 2,
    size,
    channels,
    filter,
    stride = [1, 1],
    dilation = [1, 1],
    pad = [0, 0, 0, 0],
  } = options;
  const out = (length: number, taps: number, step: number, spread: number, padding: number) =>
    Math.max(0, Math.floor((length + padding - (taps - 1) * spread - 1) / step) + 1);
  return {
    batch,
    inHeight: size[0],
    inWidth: size[1],
    inChannels: channels[0],
    outHeight: out(size[0], filter[0], stride[0], dilation[0], pad[0] + pad[1]),
    outWidth: out(size[1], filter[1], stride[1], dilation[1], pad[2] + pad[3]),
    outChannels: channels[1],
    filterHeight: filter[0],
    filterWidth: filter[1],
    strideHeight: stride[0],
    strideWidth: stride[1],
    dilationHeight: dilation[0],
    dilationWidth: dilation[1],
    padTop: pad[0],
    padLeft: pad[2],
  };
}

export const convCases: [name: string, shape: ConvShape][] = (
  [
    ['3x3 same, one channel', { size: [9, 11], channels: [1, 32], filter: [3, 3], pad: [1, 1, 1, 1] }],
    ['3x3 same, three channels', { size: [8, 8], channels: [3, 5], filter: [3, 3], pad: [1, 1, 1, 1] }],
    ['3x3 same, 32 channels', { size: [14, 14], channels: [32, 32], filter: [3, 3], pad: [1, 1, 1, 1] }],
    ['3x3 same, odd channels', { size: [7, 13], channels: [17, 21], filter: [3, 3], pad: [1, 1, 1, 1] }],
    ['3x3 valid', { size: [7, 6], channels: [4, 8], filter: [3, 3] }],
    [
      '3x3 stride 2, pad 1',
      { size: [14, 14], channels: [8, 16], filter: [3, 3], stride: [2, 2], pad: [1, 1, 1, 1] },
    ],
    [
      '3x3 stride 2, odd size',
      { size: [13, 9], channels: [5, 7], filter: [3, 3], stride: [2, 2], pad: [0, 1, 0, 1] },
    ],
    [
      '3x3 strides 2 and 3',
      { size: [10, 11], channels: [3, 4], filter: [3, 3], stride: [2, 3], pad: [1, 0, 2, 1] },
    ],
    [
      '3x3 dilation 2',
      { size: [9, 9], channels: [6, 6], filter: [3, 3], dilation: [2, 2], pad: [2, 2, 2, 2] },
    ],
    ['3x2 dilations 1 and 3', { size: [8, 9], channels: [3, 9], filter: [3, 2], dilation: [1, 3] }],
    ['5x5, more padding than filter', { size: [5, 4], channels: [2, 3], filter: [5, 5], pad: [4, 4, 6, 5] }],
    ['5x5 same', { size: [9, 9], channels: [16, 17], filter: [5, 5], pad: [2, 2, 2, 2] }],
    ['7x7 same, one channel', { size: [12, 12], channels: [1, 16], filter: [7, 7], pad: [3, 3, 3, 3] }],
    ['1x1', { size: [6, 7], channels: [19, 33], filter: [1, 1] }],
    ['1x1 stride 2', { size: [14, 13], channels: [32, 64], filter: [1, 1], stride: [2, 2] }],
    ['1x1 with padding', { size: [5, 5], channels: [4, 4], filter: [1, 1], pad: [1, 0, 0, 1] }],
    ['2x2 stride 3', { size: [11, 10], channels: [3, 5], filter: [2, 2], stride: [3, 3] }],
    ['filter as large as the image', { size: [4, 5], channels: [3, 2], filter: [4, 5] }],
    ['one row', { size: [1, 17], channels: [2, 2], filter: [1, 3], pad: [0, 0, 1, 1] }],
    ['one channel each', { size: [5, 5], channels: [1, 1], filter: [2, 3], pad: [1, 0, 1, 1] }],
    [
      '3x3 same, 4 x 4 tiles that fit',
      { size: [8, 12], channels: [16, 24], filter: [3, 3], pad: [1, 1, 1, 1] },
    ],
    ['3x3 valid, 24 channels', { size: [11, 9], channels: [24, 16], filter: [3, 3] }],
    [
      '3x3 full, more padding than usual',
      { size: [9, 6], channels: [16, 16], filter: [3, 3], pad: [2, 2, 2, 2] },
    ],
    [
      '3x3, an image beyond a block',
      { batch: 1, size: [43, 38], channels: [16, 16], filter: [3, 3], pad: [1, 1, 1, 1] },
    ],
    [
      '3x3, images beyond a block',
      { batch: 11, size: [9, 9], channels: [32, 40], filter: [3, 3], pad: [1, 1, 1, 1] },
    ],
    ['many images', { batch: 19, size: [5, 5], channels: [3, 8], filter: [3, 3], pad: [1, 1, 1, 1] }],
    [
      'bands of unequal height',
      { batch: 3, size: [37, 33], channels: [3, 20], filter: [3, 3], pad: [1, 1, 1, 1] },
    ],
    ['1x1 in bands of tiles', { batch: 2, size: [24, 23], channels: [64, 200], filter: [1, 1] }],
    [
      '3x3 stride 2, bands and groups',
      { batch: 1, size: [31, 30], channels: [64, 72], filter: [3, 3], stride: [2, 2], pad: [1, 1, 1, 1] },
    ],
    [
      'few pixels, many channels',
      { batch: 1, size: [3, 2], channels: [300, 300], filter: [5, 5], pad: [2, 2, 2, 2] },
    ],
    ['no images', { batch: 0, size: [4, 4], channels: [2, 3], filter: [3, 3], pad: [1, 1, 1, 1] }],
    ['nothing left of the image', { size: [2, 2], channels: [2, 3], filter: [3, 3] }],
    [
      '3x3 stride 2 and dilation 2',
      {
        size: [12, 11],
        channels: [3, 4],
        filter: [3, 3],
        stride: [2, 2],
        dilation: [2, 2],
        pad: [2, 2, 2, 2],
      },
    ],
  ] satisfies [string, Options][]
).map(([name, options]) => [name, convShape(options)]);
