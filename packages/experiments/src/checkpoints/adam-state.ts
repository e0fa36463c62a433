import * as tf from '@tensorflow/tfjs-core';
import type { StoredTensor } from './safetensors.js';
import { fromStored, toStored } from './stored-tensors.js';

/**
 * What tfjs's Adam keeps and does not save: the powers of its betas. It would make them anew from the number of steps,
 * by a single power instead of step by step, which rounds differently; training would not go on as it would have.
 */
interface AdamPowers {
  accBeta1: tf.Variable;
  accBeta2: tf.Variable;
}
const POWERS = ['accBeta1', 'accBeta2'] as const;

/** Names of stored tensors: `adam.accBeta1`, `adam.iterations`, `adam.m.0`, `adam.v.0` ... in the order of the weights. */
const PREFIX = 'adam.';

/** Everything that an Adam optimiser needs to go on as if it had never stopped. */
export async function adamState(optimizer: tf.AdamOptimizer): Promise<Map<string, StoredTensor>> {
  const state = new Map<string, StoredTensor>();
  for (const power of POWERS) {
    state.set(PREFIX + power, await toStored((optimizer as unknown as AdamPowers)[power]));
  }
  const [iterations, ...moments] = await optimizer.getWeights();
  state.set(`${PREFIX}iterations`, await toStored(iterations.tensor));
  iterations.tensor.dispose();
  const count = moments.length / 2;
  for (const [index, { tensor }] of moments.entries()) {
    const name = index < count ? `m.${index}` : `v.${index - count}`;
    state.set(PREFIX + name, await toStored(tensor));
  }
  return state;
}

/**
 * Puts a new Adam optimiser into a stored state. It must go on with the same weights in the same order.
 *
 * @throws Error if the state lacks something
 */
export async function restoreAdam(
  optimizer: tf.AdamOptimizer,
  state: ReadonlyMap<string, StoredTensor>,
): Promise<void> {
  const stored = (name: string): tf.Tensor => {
    const found = state.get(PREFIX + name);
    if (found === undefined) throw new Error(`the state of Adam has no ${JSON.stringify(PREFIX + name)}`);
    return fromStored(found);
  };
  const count = [...state.keys()].filter((name) => name.startsWith(`${PREFIX}m.`)).length;
  const moments = ['m', 'v'].flatMap((kind) =>
    Array.from({ length: count }, (_, index) => ({
      name: `${kind}.${index}`,
      tensor: stored(`${kind}.${index}`),
    })),
  );
  const iterations = stored('iterations');
  await optimizer.setWeights([{ name: 'iter', tensor: iterations }, ...moments]);
  tf.dispose([iterations, moments.map(({ tensor }) => tensor)]);
  for (const power of POWERS) {
    const value = stored(power);
    (optimizer as unknown as AdamPowers)[power].assign(value);
    value.dispose();
  }
}
