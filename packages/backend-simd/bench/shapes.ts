/** The shapes of the benchmark: layers of the networks of the studies at batch 64. */
import type { ConvShape } from '../src/compute/conv-shape.js';
import type { MatMulShape } from '../src/compute/matmul.js';

const BATCH = Number(process.env.BENCH_BATCH ?? 64);

function conv(size: number, inChannels: number, outChannels: number, filter: number, stride = 1): ConvShape {
  const pad = Math.floor(filter / 2);
  const out = Math.floor((size + 2 * pad - filter) / stride) + 1;
  return {
    batch: BATCH,
    inHeight: size,
    inWidth: size,
    inChannels,
    outHeight: out,
    outWidth: out,
    outChannels,
    filterHeight: filter,
    filterWidth: filter,
    strideHeight: stride,
    strideWidth: stride,
    dilationHeight: 1,
    dilationWidth: 1,
    padTop: pad,
    padLeft: pad,
  };
}

export const convolutions: Record<string, ConvShape> = {
  'conv3 1->32 28x28': conv(28, 1, 32, 3),
  'conv3 1->64 28x28': conv(28, 1, 64, 3),
  'conv5 1->32 28x28': conv(28, 1, 32, 5),
  'conv7 1->16 28x28': conv(28, 1, 16, 7),
  'conv1 1->32 28x28': conv(28, 1, 32, 1),
  'conv3 3->32 32x32': conv(32, 3, 32, 3),
  'conv3 32->32 28x28': conv(28, 32, 32, 3),
  'conv3 32->64 14x14': conv(14, 32, 64, 3),
  'conv3 64->64 14x14': conv(14, 64, 64, 3),
  'conv3 32->64 28x28 /2': conv(28, 32, 64, 3, 2),
  'conv1 32->64 28x28 /2': conv(28, 32, 64, 1, 2),
  'conv3 32->64 32x32 /2': conv(32, 32, 64, 3, 2),
  'conv1 64->256 32x32': conv(32, 64, 256, 1),
  'conv3 128->128 8x8': conv(8, 128, 128, 3),
  'conv3 128->256 7x7': conv(7, 128, 256, 3),
  'conv5 32->64 14x14': conv(14, 32, 64, 5),
  'conv5 64->128 7x7': conv(7, 64, 128, 5),
  'conv7 16->32 14x14': conv(14, 16, 32, 7),
  'conv7 32->64 7x7': conv(7, 32, 64, 7),
};

function depthwise(size: number, channels: number, stride = 1): ConvShape {
  return conv(size, channels, channels, 3, stride);
}

/** Depthwise convolutions of small MobileNets. */
export const depthwiseConvolutions: Record<string, ConvShape> = {
  'depthwise3 32 28x28': depthwise(28, 32),
  'depthwise3 64 28x28 /2': depthwise(28, 64, 2),
  'depthwise3 128 14x14': depthwise(14, 128),
  'depthwise3 256 7x7': depthwise(7, 256),
};

export const products: Record<string, MatMulShape> = Object.fromEntries(
  [
    [784, 512],
    [512, 256],
    [256, 10],
    [3136, 128],
    [128, 10],
    [3072, 512],
    [2048, 256],
    [12544, 10],
  ].flatMap(([inputs, outputs]) => [
    [`dense ${inputs}->${outputs}`, { m: BATCH, n: outputs, k: inputs }],
    [`dense ${inputs}->${outputs}, dx`, { m: BATCH, n: inputs, k: outputs, transposeB: true }],
    [`dense ${inputs}->${outputs}, dw`, { m: inputs, n: outputs, k: BATCH, transposeA: true }],
  ]),
);
