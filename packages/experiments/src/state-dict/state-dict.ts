import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { StoredTensor } from '../checkpoints/safetensors.js';
import { fromStored, toStored } from '../checkpoints/stored-tensors.js';
import { type ModuleNames, stateDictEntries } from './state-dict-entries.js';

/** PyTorch's parameters and buffers by name, in its order and layout. */
export type StateDict = Map<string, StoredTensor>;

export interface StateDictOptions {
  /** How layers are called in PyTorch. Default `sequential`. */
  names?: ModuleNames;
}

/**
 * The weights of a model as PyTorch's `state_dict()` has them: convolutions [out, in, height, width], dense layers
 * [out, in] with the features of a flattened image in PyTorch's order, batch normalization as weight, bias,
 * running_mean, running_var and num_batches_tracked (0: tfjs does not count).
 *
 * @param model - for images [height, width, channels]
 * @throws Error if a layer has no counterpart in PyTorch, or no name there
 */
export async function exportStateDict(
  model: LayersModel,
  { names = 'sequential' }: StateDictOptions = {},
): Promise<StateDict> {
  const dict: StateDict = new Map();
  for (const { name, weight } of stateDictEntries(model, names)) {
    if (weight) {
      const value = weight.layout.toPyTorch(weight.read());
      dict.set(name, await toStored(value));
      value.dispose();
    } else dict.set(name, { shape: [], values: BigInt64Array.of(0n) });
  }
  return dict;
}

/**
 * Puts the values of a PyTorch state dict into a model of the same layers. All of them must fit, or nothing is changed;
 * `num_batches_tracked` may be missing, and is not kept.
 *
 * @throws Error naming the entries that are missing, that the model does not have, and that have another shape or type
 */
export function importStateDict(
  model: LayersModel,
  dict: ReadonlyMap<string, StoredTensor>,
  { names = 'sequential' }: StateDictOptions = {},
): void {
  const entries = stateDictEntries(model, names);
  const known = new Set(entries.map(({ name }) => name));
  const extra = [...dict.keys()].filter((name) => !known.has(name));
  const wrong = entries.flatMap(({ name, shape, weight }) => {
    const found = dict.get(name);
    if (!weight) return [];
    if (!found) return [`${name} of shape [${shape}] is missing`];
    if (!tf.util.arraysEqual(found.shape, shape)) {
      return [`${name} has the shape [${found.shape}], expected [${shape}]`];
    }
    return found.values instanceof Float32Array ? [] : [`${name} holds integers, expected float32`];
  });
  const problems = [...wrong, ...extra.map((name) => `${name} is not of the model`)];
  if (problems.length > 0) {
    throw new Error(`the state dict does not fit model "${model.name}": ${problems.join('; ')}`);
  }
  for (const { name, weight } of entries) {
    if (!weight) continue;
    tf.tidy(() => weight.write(weight.layout.fromPyTorch(fromStored(dict.get(name)!))));
  }
}
