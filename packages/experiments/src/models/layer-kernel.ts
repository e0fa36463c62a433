import type { layers } from '@tensorflow/tfjs-layers';

/** The kernel of a convolution or dense layer: what its inputs are multiplied by. Undefined for a layer without one. */
export function layerKernel({ weights }: layers.Layer): layers.Layer['weights'][number] | undefined {
  return weights.find(({ originalName }) => originalName.split('/').at(-1) === 'kernel');
}
