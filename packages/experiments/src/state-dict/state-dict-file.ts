import { readFile } from 'node:fs/promises';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import writeFileAtomic from 'write-file-atomic';
import { decodeSafetensors, encodeSafetensors } from '../checkpoints/safetensors.js';
import { exportStateDict, importStateDict, type StateDictOptions } from './state-dict.js';

/** What `safetensors.torch` writes, and some readers ask for. */
const METADATA = { format: 'pt' };

/**
 * Writes the weights of a model to a safetensors file that PyTorch reads:
 *
 *     net.load_state_dict(safetensors.torch.load_file('net.safetensors'))
 *
 * @throws Error if a layer has no counterpart in PyTorch, or no name there; or if the file cannot be written
 */
export async function saveStateDict(
  file: string,
  model: LayersModel,
  options?: StateDictOptions,
): Promise<void> {
  const tensors = await exportStateDict(model, options);
  await writeFileAtomic(file, Buffer.from(encodeSafetensors({ tensors, metadata: METADATA }).buffer));
}

/**
 * Puts a state dict that PyTorch wrote (`safetensors.torch.save_file(net.state_dict(), file)`) into a model of the same layers.
 *
 * @throws Error if the file cannot be read or is damaged, or what of it does not fit the model
 */
export async function loadStateDict(
  file: string,
  model: LayersModel,
  options?: StateDictOptions,
): Promise<void> {
  const { tensors } = decodeSafetensors(await readFile(file), file);
  try {
    importStateDict(model, tensors, options);
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}
