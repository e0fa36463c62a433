import { fanInUniform, subSeed } from '@convstudy/blocks-residual';
import {
  adaptiveAvgPool2d,
  customReLU,
  noisyConv2d,
  seededDropout,
  spatialAttention,
} from '@convstudy/layers-custom';
import * as tf from '@tensorflow/tfjs-core';
import { layers, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { rangeOf } from '../../analysis/compare-layers.js';
import { channelGates } from '../../models/channel-attention.js';
import type { ImageShape } from '../../models/definition.js';
import type { ComparedPair } from '../analyses/layer-comparison.js';

/** The document's image, and what its convolution makes of it. */
const IMAGE: ImageShape = [32, 32, 3];
const FEATURES: ImageShape = [32, 32, 16];

/** Of the noise that the noisy convolution adds to its output: the layer's default. */
export const NOISE_STDDEV = 0.1;
/** The mask's range depends on the kernel that attention begins with, so several are drawn. */
const INITIAL_KERNELS = 20;
const SEED = 1;

/** What section 3.1 of the document compares, in its order; dropout is an addition. */
export const layerPairs: readonly ComparedPair[] = [
  {
    layer: 'NoisyConv2D',
    standard: 'conv2d',
    imageShape: IMAGE,
    build: {
      custom: placed(() =>
        noisyConv2d({ ...convolution(), noiseStddev: NOISE_STDDEV, seed: SEED, name: 'a' }),
      ),
      standard: placed(() => layers.conv2d(convolution())),
    },
    sameFunction: true,
  },
  {
    layer: 'SpatialAttention',
    standard: 'squeeze-and-excitation',
    imageShape: FEATURES,
    build: {
      custom: placed(() => attention(SEED)),
      standard: (features) => channelGates(features, { name: 'gates', seed: SEED }),
    },
    sameFunction: false,
    also: async () => ({ masks: await masks() }),
  },
  {
    layer: 'CustomReLU',
    standard: 'reLU',
    imageShape: FEATURES,
    build: { custom: placed(() => customReLU()), standard: placed(() => layers.reLU()) },
    sameFunction: true,
    also: async () => ({
      gradientAtZero: {
        custom: await gradientAtZero(customReLU()),
        standard: await gradientAtZero(layers.reLU()),
      },
    }),
  },
  {
    layer: 'AdaptiveAvgPool2D',
    standard: 'averagePooling2d',
    imageShape: IMAGE,
    build: {
      custom: placed(() => adaptiveAvgPool2d({ outputSize: 4 })),
      standard: placed(() => layers.averagePooling2d({ poolSize: 8, strides: 8 })),
    },
    sameFunction: true,
  },
  {
    layer: 'SeededDropout',
    standard: 'dropout',
    imageShape: FEATURES,
    build: {
      custom: placed(() => seededDropout({ rate: 0.25, seed: SEED, name: 'a' })),
      standard: placed(() => layers.dropout({ rate: 0.25, seed: SEED })),
    },
    sameFunction: true,
  },
];

function placed(make: () => layers.Layer): (images: SymbolicTensor) => SymbolicTensor {
  return (images) => make().apply(images) as SymbolicTensor;
}

/** The document's convolution: 3x3 with 16 filters, as PyTorch begins it. */
function convolution() {
  const fanIn = 3 * 3 * IMAGE[2];
  return {
    filters: FEATURES[2],
    kernelSize: 3,
    padding: 'same' as const,
    kernelInitializer: fanInUniform({ seed: subSeed(SEED, 'kernel') }),
    biasInitializer: fanInUniform({ seed: subSeed(SEED, 'bias'), fanIn }),
  };
}

function attention(seed: number) {
  return spatialAttention({ kernelInitializer: fanInUniform({ seed: subSeed(seed, 'attention') }) });
}

/** Range of the mask of one image, for each of several initial kernels. */
async function masks(): Promise<{ low: number; high: number }[]> {
  const features = tf.randomNormal([1, ...FEATURES], 0, 1, 'float32', SEED);
  const ranges: { low: number; high: number }[] = [];
  for (let seed = SEED; seed < SEED + INITIAL_KERNELS; seed++) {
    const layer = attention(seed);
    const mask = layer.apply(features) as tf.Tensor;
    ranges.push(rangeOf(Float32Array.from(await mask.data())));
    mask.dispose();
    layer.dispose();
  }
  features.dispose();
  return ranges;
}

async function gradientAtZero(layer: layers.Layer): Promise<number> {
  const gradient = tf.tidy(() => tf.grad((x) => layer.apply(x) as tf.Tensor)(tf.zeros([1])));
  const [value] = await gradient.data();
  gradient.dispose();
  return value;
}
