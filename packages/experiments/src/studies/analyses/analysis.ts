import type { Dataset } from '@convstudy/datasets';
import type { Language, ParagraphBlock, TableBlock } from '@convstudy/viz';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Figure } from '../../report/study-figures.js';
import type { Analyses, StudyResults } from '../../results/types.js';
import type { PresetName, StudyModel } from '../define-study.js';

/**
 * What is measured beside losses and accuracies, and how the report shows it. Either of every run (`record`) or once, without
 * any training (`measure`).
 */
export interface Analysis<Entry extends object = object> {
  /** Where its entries are kept in the results: `analyses[name]`. Letters and digits, beginning with a small letter. */
  name: string;
  /** Watches a run; its entries carry the run's `model` and `seed`. Only JSON may be in them. */
  record?(this: void, run: AnalysedRun): Recorder;
  /** Measures the study's models, before any of them is trained. Only JSON may be in what it gives. */
  measure?(this: void, study: MeasuredStudy): Promise<Entry[]>;
  /** Whether `measure` takes times: then nothing is trained beside it. Default: false. */
  timed?: boolean;
  /**
   * What the report shows of its entries, made from results alone. Default: nothing.
   *
   * @param entries - those of the results, at least one
   * @param models - all models of the study; their order gives each its colour
   * @param lang - the language of the report; a caption that is English all the same is marked so
   */
  show?(this: void, entries: Entry[], study: StudyResults, models: string[], lang: Language): Shown[];
}

/** A piece of the report: a chart, a table, a paragraph. */
export type Shown = Figure | TableBlock | ParagraphBlock;

export interface AnalysedRun {
  model: LayersModel;
  dataset: Dataset;
  /** Of the record. */
  id: { model: string; seed: number };
  /** Where the record belongs. */
  analyses: Analyses;
}

export interface MeasuredStudy {
  dataset: Dataset;
  models: readonly StudyModel[];
  preset: PresetName;
  signal?: AbortSignal;
}

/** One analysis of one run: looks at the model without changing anything that training depends on. */
export interface Recorder {
  /** Called instead of `epochDone(0)` where a run goes on: the records of its finished epochs are there already. */
  resumed?: () => Promise<void>;
  /** Called before training (epoch 0) and after every epoch. */
  epochDone?: (epoch: number) => Promise<void>;
  /** Called after training, with what the final weights take each test image for. */
  finished?: (predicted: Uint8Array) => void | Promise<void>;
}
