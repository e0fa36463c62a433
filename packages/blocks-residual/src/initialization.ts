import * as tf from '@tensorflow/tfjs-layers';

/** An initializer as the tfjs layers' `kernelInitializer` and `biasInitializer` take it. */
export type Initializer = ReturnType<typeof tf.initializers.varianceScaling>;

export interface FanInUniformConfig {
  /** Seed of the values; without it they differ from run to run. */
  seed?: number;
  /**
   * Number of inputs that each output adds up (kernel height x width x input channels, or the units before).
   * A kernel's own shape tells it; a bias's does not, so for a bias it must be given.
   */
  fanIn?: number;
}

/**
 * PyTorch's default initialization of convolutions and dense layers: uniform between -1/sqrt(fanIn) and
 * +1/sqrt(fanIn), for the kernel and the bias alike. (tfjs's own default is Glorot's, with zero biases.)
 *
 * Source: `reset_parameters` of torch.nn.modules.conv._ConvNd and torch.nn.Linear, `kaiming_uniform_(a=sqrt(5))`.
 */
export function fanInUniform({ seed, fanIn }: FanInUniformConfig = {}): Initializer {
  if (fanIn === undefined) {
    // Variance scaling draws from +-sqrt(3 * scale / fanIn), so a third of it is the bound wanted.
    return tf.initializers.varianceScaling({ scale: 1 / 3, mode: 'fanIn', distribution: 'uniform', seed });
  }
  if (!(fanIn > 0)) throw new RangeError(`fanInUniform: fanIn must be greater than 0, but it is ${fanIn}.`);
  const limit = 1 / Math.sqrt(fanIn);
  return tf.initializers.randomUniform({ minval: -limit, maxval: limit, seed });
}

/**
 * The seed of one part of a model, drawn from the model's seed and the part's name: two parts never share a
 * stream of random numbers, and adding a part leaves the others' values as they were.
 *
 * @param seed The model's seed; with `undefined` the part gets none either.
 * @param part Name of the part, unique within the model.
 * @returns An integer from 1 to 2^31 - 1.
 */
export function subSeed(seed: number, part: string): number;
export function subSeed(seed: number | undefined, part: string): number | undefined;
export function subSeed(seed: number | undefined, part: string): number | undefined {
  if (seed === undefined) return undefined;
  // FNV-1a over "seed/part", then the finalizer of MurmurHash3 so that every bit depends on every other.
  let hash = 0x811c9dc5;
  for (const character of `${seed}/${part}`) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash & 0x7fffffff || 1;
}
