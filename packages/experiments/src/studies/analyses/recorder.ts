import type { Dataset } from '@convstudy/datasets';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Analyses } from '../../results/types.js';

/** What is measured of a run beside its losses and accuracies. */
export type AnalysisName = keyof Analyses;

export interface AnalysedRun {
  model: LayersModel;
  dataset: Dataset;
  /** Of the record. */
  id: { model: string; seed: number };
  /** Where the record belongs. */
  analyses: Analyses;
}

/** One analysis of one run: looks at the model without changing anything that training depends on. */
export interface Recorder {
  /** Called instead of `epochDone(0)` where a run goes on: the records of its finished epochs are there already. */
  resumed?: () => Promise<void>;
  /** Called before training (epoch 0) and after every epoch. */
  epochDone?: (epoch: number) => Promise<void>;
  /** Called after training, with what the final weights take each test image for. */
  finished?: (predicted: Uint8Array) => void;
}
