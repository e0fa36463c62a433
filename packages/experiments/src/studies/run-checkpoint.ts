import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AdamOptimizer } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { restoreCheckpoint, saveCheckpoint } from '../checkpoints/checkpoint.js';
import { fileErrorReason } from '../results/file-error-reason.js';
import { RunDirectoryError } from '../results/run-directory-error.js';
import type { Analyses, RunRecord } from '../results/types.js';

/** The record of a run after its last finished epoch, with what was analysed of it. */
export interface RunProgress {
  run: RunRecord;
  analyses: Analyses;
}

type Training = { model: LayersModel; optimizer: AdamOptimizer };

/**
 * The file that a run goes on from: the state of its training and its record after the last finished epoch, in one file, so
 * that they belong together whenever the process ends.
 */
export class RunCheckpoint {
  readonly #file: string;

  /** @param folder - of the study's checkpoints; made when it is needed */
  constructor(folder: string, { model, seed }: { model: string; seed: number }) {
    this.#file = join(folder, `${encodeURIComponent(model)}-${seed}.safetensors`);
  }

  /** @throws RunDirectoryError if it cannot be written */
  async save(training: Training, progress: RunProgress): Promise<void> {
    try {
      await mkdir(dirname(this.#file), { recursive: true });
      await saveCheckpoint(this.#file, training, { progress: JSON.stringify(progress) });
    } catch (error) {
      throw new RunDirectoryError(`cannot write ${this.#file}: ${fileErrorReason(error)}`, { cause: error });
    }
  }

  /**
   * Puts a new model and optimiser into the state of the file.
   *
   * @returns undefined if there is no file: the run had not finished an epoch
   * @throws Error if the file is damaged or of another model
   */
  async restore(training: Training): Promise<RunProgress | undefined> {
    if (!existsSync(this.#file)) return undefined;
    const { progress } = await restoreCheckpoint(this.#file, training);
    return JSON.parse(progress) as RunProgress;
  }

  /**
   * Removes the file, if there is one.
   *
   * @throws RunDirectoryError if it cannot be removed
   */
  async remove(): Promise<void> {
    try {
      await rm(this.#file, { force: true });
    } catch (error) {
      throw new RunDirectoryError(`cannot remove ${this.#file}: ${fileErrorReason(error)}`, { cause: error });
    }
  }
}
