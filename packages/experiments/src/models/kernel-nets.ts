import type * as tf from '@tensorflow/tfjs-layers';
import type { ModelOptions } from './definition.js';
import { plainCnn, type PlainConvolution } from './plain-cnn.js';

/** A net of study 2.1: three convolutions with the given kernels, 128 hidden units, dropout 0.25. */
export function kernelNet(name: string, convolutions: readonly PlainConvolution[]) {
  return (options: ModelOptions): tf.LayersModel =>
    plainCnn(options, { name, convolutions, hiddenUnits: 128, dropoutRate: 0.25 });
}

export const kernel3x3 = kernelNet('Kernel3x3', [
  { kernelSize: 3, filters: 64 },
  { kernelSize: 3, filters: 128 },
  { kernelSize: 3, filters: 256 },
]);

export const kernel5x5 = kernelNet('Kernel5x5', [
  { kernelSize: 5, filters: 32 },
  { kernelSize: 5, filters: 64 },
  { kernelSize: 5, filters: 128 },
]);

export const kernel7x7 = kernelNet('Kernel7x7', [
  { kernelSize: 7, filters: 16 },
  { kernelSize: 7, filters: 32 },
  { kernelSize: 7, filters: 64 },
]);

export const mixedKernels = kernelNet('MixedKernels', [
  { kernelSize: 1, filters: 32 },
  { kernelSize: 3, filters: 64 },
  { kernelSize: 5, filters: 128 },
]);
