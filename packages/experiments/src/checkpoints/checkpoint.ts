import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import writeFileAtomic from 'write-file-atomic';
import { adamState, restoreAdam } from './adam-state.js';
import { steppedLayers } from '../training/stepped-layers.js';
import { namedWeights } from './layer-weights.js';
import { decodeSafetensors, encodeSafetensors, type StoredTensor } from './safetensors.js';
import { fromStored, toStored } from './stored-tensors.js';

const WEIGHT = 'model.';
const STEP = 'step.';

/**
 * Writes all that training needs to go on exactly as it would have: weights, moving averages, the optimiser's state and
 * the steps of layers that draw random numbers. The file (safetensors) is whole or not there at all.
 *
 * @param progress - what else to remember, as text by name
 * @throws Error of the file system if it cannot be written
 */
export async function saveCheckpoint(
  file: string,
  training: { model: LayersModel; optimizer: tf.AdamOptimizer },
  progress: Record<string, string>,
): Promise<void> {
  const { model, optimizer } = training;
  const tensors = new Map<string, StoredTensor>();
  for (const { name, read } of namedWeights(model)) tensors.set(WEIGHT + name, await toStored(read()));
  steppedLayers(model).forEach(({ step }, index) => {
    tensors.set(`${STEP}${index}`, { shape: [], values: Int32Array.of(step) });
  });
  for (const [name, stored] of await adamState(optimizer)) tensors.set(name, stored);
  await writeFileAtomic(file, Buffer.from(encodeSafetensors({ tensors, metadata: progress }).buffer));
}

/**
 * Puts a freshly built model and optimiser into the state of a checkpoint.
 *
 * @returns what was remembered beside the tensors
 * @throws Error if the file cannot be read, is damaged, or belongs to another model: then the weight is named
 */
export async function restoreCheckpoint(
  file: string,
  training: { model: LayersModel; optimizer: tf.AdamOptimizer },
): Promise<Record<string, string>> {
  const { model, optimizer } = training;
  const { tensors, metadata } = decodeSafetensors(await readFile(file), file);
  const stored = (name: string, shape: readonly number[]): StoredTensor => {
    const found = tensors.get(name);
    if (found === undefined || !tf.util.arraysEqual(found.shape, shape as number[])) {
      const is = found === undefined ? 'is not in it' : `has the shape [${found.shape}] there`;
      throw new Error(`${file} is of another model: ${name}, here of shape [${shape}], ${is}`);
    }
    return found;
  };
  for (const { name, read, write } of namedWeights(model)) {
    const value = fromStored(stored(WEIGHT + name, read().shape));
    write(value);
    value.dispose();
  }
  steppedLayers(model).forEach((layer, index) => {
    layer.step = Number(stored(`${STEP}${index}`, []).values[0]);
  });
  await restoreAdam(optimizer, tensors);
  return metadata;
}
