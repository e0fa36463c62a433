import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { fileSystem } from '../checkpoints/file-system.js';
import { fileErrorReason } from '../results/file-error-reason.js';
import { RunDirectoryError } from '../results/run-directory-error.js';

/** Where in a run directory the trained models are, by study. */
export const FINAL_MODELS = 'models';

/**
 * The folder of the trained model of a run: `<study's folder>/SimpleCNN-seed1`. Characters that file systems refuse are written
 * as in addresses (`%20`).
 *
 * @param studyFolder - of the models of a study
 */
export function finalModelFolder(
  studyFolder: string,
  { model, seed }: { model: string; seed: number },
): string {
  return join(studyFolder, `${encodeURIComponent(model)}-seed${seed}`);
}

/**
 * Saves a model in tfjs's format, in place of an earlier one. The folder is whole or not there.
 *
 * @throws RunDirectoryError if it cannot be written
 */
export async function saveFinalModel(folder: string, model: LayersModel): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  try {
    await mkdir(dirname(folder), { recursive: true });
    await rm(unfinished, { recursive: true, force: true });
    await model.save(fileSystem(unfinished));
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
  } catch (error) {
    throw new RunDirectoryError(`cannot write ${folder}: ${fileErrorReason(error)}`, { cause: error });
  }
}
