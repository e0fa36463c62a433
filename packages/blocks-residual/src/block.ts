import type * as tf from '@tensorflow/tfjs-layers';
import { subSeed } from './initialization.js';

/**
 * A block: adds its layers behind `input`, [batch, height, width, channels], and returns their output. Every
 * call makes new layers, so a block used twice is two blocks with weights of their own.
 */
export type Block = (input: tf.SymbolicTensor) => tf.SymbolicTensor;

/** What every block factory takes. */
export interface BlockConfig {
  /** Number of filters; what it means for the output channels is said at each block. */
  filters: number;
  /** Step of the block in both directions, default 1. With 2 the output has ceil(size / 2) rows and columns. */
  strides?: number;
  /** Seed of all initial weights; without it they differ from run to run. */
  seed?: number;
  /**
   * Prefix of the layers' names: `stage1` gives `stage1_conv1`, `stage1_bn1` and so on, the same in every
   * process. It must be used once per model. Without it tfjs numbers the layers.
   */
  name?: string;
}

/** Gives the parts of one block their names and their seeds. */
export interface PartNames {
  layerName(part: string): string | undefined;
  seed(part: string): number | undefined;
}

export function partNames({ name, seed }: Pick<BlockConfig, 'name' | 'seed'>): PartNames {
  return {
    layerName: (part) => (name === undefined ? undefined : `${name}_${part}`),
    seed: (part) => subSeed(seed, part),
  };
}
