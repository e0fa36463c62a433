import { fanInUniform, subSeed } from '@convstudy/blocks-residual';
import {
  adaptiveAvgPool2d,
  customReLU,
  noisyConv2d,
  seededDropout,
  spatialAttention,
} from '@convstudy/layers-custom';
import * as tf from '@tensorflow/tfjs-layers';
import { channelAttention } from './channel-attention.js';
import { cifar10Shape, type ModelDefinition, type ModelOptions } from './definition.js';
import { conv2d, dense } from './layers.js';

/** Where a net of study 3.1 differs from the plain one. */
type Part =
  'noise' | 'spatial attention' | 'channel attention' | 'CustomReLU' | 'adaptive pooling' | 'dropout';

/**
 * The nets of study 3.1: 3x3 convolutions of 16, 32 and 64 filters, each with ReLU; 2x2 max pooling after the first two,
 * 2x2 average pooling after the third; logits. One of its parts is a custom layer instead, or such a layer is added.
 * Apart from attention's own weights all have the same initial weights.
 */
function net(name: string, part?: Part) {
  return ({ inputShape, numClasses = 10, seed }: ModelOptions): tf.LayersModel => {
    const images = tf.input({ shape: inputShape, name: 'images' });
    let features = part === 'noise' ? noisyConvolution(images, seed) : convolution(images, 16, 1, seed);
    features = rectified(features, 1, part);
    if (part === 'spatial attention') features = spatiallyAttended(features, seed);
    if (part === 'channel attention') features = channelAttention(features, { name: 'attention', seed });
    features = maxPooled(features, 1);
    features = maxPooled(rectified(convolution(features, 32, 2, seed), 2, part), 2);
    features = rectified(convolution(features, 64, 3, seed), 3, part);
    const pooling =
      part === 'adaptive pooling'
        ? adaptiveAvgPool2d({ outputSize: halves(features), name: 'pool3' })
        : tf.layers.averagePooling2d({ poolSize: 2, strides: 2, name: 'pool3' });
    features = pooling.apply(features) as tf.SymbolicTensor;
    features = tf.layers.flatten({ name: 'flatten' }).apply(features) as tf.SymbolicTensor;
    if (part === 'dropout') {
      features = seededDropout({ rate: 0.25, seed: subSeed(seed, 'dropout'), name: 'dropout' }).apply(
        features,
      ) as tf.SymbolicTensor;
    }
    const logits = dense(features, { units: numClasses, name: 'logits', seed });
    return tf.model({ inputs: images, outputs: logits, name });
  };
}

function convolution(features: tf.SymbolicTensor, filters: number, number: number, seed: number) {
  return conv2d(features, { filters, kernelSize: 3, name: `conv${number}`, seed });
}

/** With the plain net's initial weights. */
function noisyConvolution(images: tf.SymbolicTensor, seed: number): tf.SymbolicTensor {
  return noisyConv2d({
    filters: 16,
    kernelSize: 3,
    padding: 'same',
    noiseStddev: 0.1,
    seed: subSeed(seed, 'noise'),
    name: 'conv1',
    kernelInitializer: fanInUniform({ seed: subSeed(seed, 'conv1/kernel') }),
    biasInitializer: fanInUniform({ seed: subSeed(seed, 'conv1/bias'), fanIn: 9 * images.shape[3]! }),
  }).apply(images) as tf.SymbolicTensor;
}

function spatiallyAttended(features: tf.SymbolicTensor, seed: number): tf.SymbolicTensor {
  return spatialAttention({
    applyMask: true,
    name: 'attention',
    kernelInitializer: fanInUniform({ seed: subSeed(seed, 'attention/kernel') }),
  }).apply(features) as tf.SymbolicTensor;
}

function rectified(features: tf.SymbolicTensor, number: number, part: Part | undefined): tf.SymbolicTensor {
  const name = `relu${number}`;
  const layer = part === 'CustomReLU' ? customReLU({ name }) : tf.layers.reLU({ name });
  return layer.apply(features) as tf.SymbolicTensor;
}

function maxPooled(features: tf.SymbolicTensor, number: number): tf.SymbolicTensor {
  return tf.layers
    .maxPooling2d({ poolSize: 2, strides: 2, name: `pool${number}` })
    .apply(features) as tf.SymbolicTensor;
}

function halves({ shape }: tf.SymbolicTensor): [number, number] {
  return [Math.floor(shape[1]! / 2), Math.floor(shape[2]! / 2)];
}

const plain =
  'conv 3x3 16 ReLU max pool, conv 3x3 32 ReLU max pool, conv 3x3 64 ReLU average pool 2x2, dense 10';

function definition(id: string, difference: string, part?: Part): ModelDefinition {
  return {
    id,
    title: id,
    inputShape: cifar10Shape,
    build: net(id.replace(/\W/g, ''), part),
    layersSummary: part ? `as Plain; ${difference}` : difference,
    ...(!part && {
      reconstructed: 'The document trains no net with its custom layers; this one was chosen.',
    }),
  };
}

/** In the order of the report. */
export const customLayerNets: readonly ModelDefinition[] = [
  definition('Plain', plain),
  definition(
    'With noisy convolution',
    'the first convolution adds noise of standard deviation 0.1 to its output in training',
    'noise',
  ),
  definition(
    'With spatial attention',
    'the output of the first ReLU is multiplied by the mask of spatial attention',
    'spatial attention',
  ),
  definition(
    'With channel attention',
    'the output of the first ReLU is multiplied by the gates of squeeze-and-excitation, ratio 4',
    'channel attention',
  ),
  definition('With CustomReLU', 'CustomReLU instead of each ReLU', 'CustomReLU'),
  definition(
    'With adaptive pooling',
    'adaptive pooling to 4x4 instead of the average pooling',
    'adaptive pooling',
  ),
  definition('With seeded dropout', 'seeded dropout of 0.25 before the logits', 'dropout'),
];
