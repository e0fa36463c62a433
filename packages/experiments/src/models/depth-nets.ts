import { residualNet } from '@convstudy/blocks-residual';
import type * as tf from '@tensorflow/tfjs-layers';
import type { ModelOptions } from './definition.js';
import { plainCnn, type PlainConvolution } from './plain-cnn.js';

// The nets of study 2.2. The document gives the number of convolutions, "pooling and fully connected layers" and
// a rounded size; the widths here are chosen to meet these. No dropout and no batch normalization in the
// plain ones, since the study is about how gradients fade with depth.

const conv3 = (filters: number, pool: boolean): PlainConvolution => ({ kernelSize: 3, filters, pool });

/** Two convolutions; "about 100 thousand" parameters. */
export function depth2(options: ModelOptions): tf.LayersModel {
  return plainCnn(options, {
    name: 'Depth2',
    convolutions: [conv3(16, true), conv3(32, true)],
    hiddenUnits: 64,
  });
}

/** Four convolutions, max pooling after every second; "about 2 million" parameters. */
export function depth4(options: ModelOptions): tf.LayersModel {
  return plainCnn(options, {
    name: 'Depth4',
    convolutions: [conv3(32, false), conv3(64, true), conv3(128, false), conv3(256, true)],
    hiddenUnits: 128,
  });
}

/** Six convolutions, max pooling after every second; "over 3 million" parameters. */
export function depth6(options: ModelOptions): tf.LayersModel {
  return plainCnn(options, {
    name: 'Depth6',
    convolutions: [
      conv3(32, false),
      conv3(64, true),
      conv3(128, false),
      conv3(128, true),
      conv3(256, false),
      conv3(256, true),
    ],
    hiddenUnits: 1024,
  });
}

/** ResidualCNN with two more basic blocks of 32 filters, eleven convolutions deep; "about 200 thousand" parameters. */
export function depthResidual({ inputShape, numClasses = 10, seed }: ModelOptions): tf.LayersModel {
  return residualNet({
    inputShape,
    numClasses,
    stem: { filters: 32, useBias: true },
    blocks: [
      { type: 'basic', filters: 32 },
      { type: 'basic', filters: 32 },
      { type: 'basic', filters: 32 },
      { type: 'basic', filters: 64, strides: 2 },
      { type: 'basic', filters: 64 },
    ],
    poolSize: 4,
    seed,
    name: 'DepthResidual',
  });
}
