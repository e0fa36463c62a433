import type * as tf from '@tensorflow/tfjs-layers';
import type { ModelOptions } from './definition.js';
import { plainCnn } from './plain-cnn.js';

/** How wide a plain CNN of studies 1.1 and 1.2 is. */
export interface SimpleCnnWidths {
  /** Of each 3x3 convolution; max pooling follows. */
  filters: readonly number[];
  hiddenUnits: number;
}

/** The plain CNN of study 1.1: 3x3 convolutions of 32 and 64 filters, 128 hidden units, dropout 0.25. */
export function simpleCnn(options: ModelOptions): tf.LayersModel {
  return simpleCnnOf(options, { filters: [32, 64], hiddenUnits: 128 });
}

/** The plain CNN of study 1.2: 3x3 convolutions of 32, 64 and 128 filters, 256 hidden units, dropout 0.25. */
export function largerSimpleCnn(options: ModelOptions): tf.LayersModel {
  return simpleCnnOf(options, { filters: [32, 64, 128], hiddenUnits: 256 });
}

/** The same with other widths. */
export function simpleCnnOf(
  options: ModelOptions,
  { filters, hiddenUnits }: SimpleCnnWidths,
): tf.LayersModel {
  return plainCnn(options, {
    name: 'SimpleCNN',
    convolutions: filters.map((width) => ({ kernelSize: 3, filters: width })),
    hiddenUnits,
    dropoutRate: 0.25,
  });
}
