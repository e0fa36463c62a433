import type * as tf from '@tensorflow/tfjs-layers';
import type { ModelOptions } from './definition.js';
import { plainCnn } from './plain-cnn.js';

/** The plain CNN of study 1.1: 3x3 convolutions of 32 and 64 filters, 128 hidden units, dropout 0.25. */
export function simpleCnn(options: ModelOptions): tf.LayersModel {
  return plainCnn(options, {
    name: 'SimpleCNN',
    convolutions: [
      { kernelSize: 3, filters: 32 },
      { kernelSize: 3, filters: 64 },
    ],
    hiddenUnits: 128,
    dropoutRate: 0.25,
  });
}

/** The plain CNN of study 1.2: 3x3 convolutions of 32, 64 and 128 filters, 256 hidden units, dropout 0.25. */
export function largerSimpleCnn(options: ModelOptions): tf.LayersModel {
  return plainCnn(options, {
    name: 'SimpleCNN',
    convolutions: [
      { kernelSize: 3, filters: 32 },
      { kernelSize: 3, filters: 64 },
      { kernelSize: 3, filters: 128 },
    ],
    hiddenUnits: 256,
    dropoutRate: 0.25,
  });
}
