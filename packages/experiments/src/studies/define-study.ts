import type { ModelDefinition } from '../models/index.js';
import type { StudyResults } from '../results/types.js';

export const PRESETS = ['quick', 'document', 'matched'] as const;
export type PresetName = (typeof PRESETS)[number];

/** Where a study's images come from. */
export type DataSource =
  { kind: 'mnist' } | { kind: 'synthetic-digits'; trainSize: number; testSize: number; seed: number };

/** One way to carry a study out: which data, and how long. */
export interface StudyPreset {
  data: DataSource;
  epochs: number;
  /** Default 64. */
  batchSize?: number;
  /** Default 1e-3. */
  learningRate?: number;
  /** Every model is trained once from each. Default [1]. */
  seeds?: number[];
}

/** A statement of the document with what our results have to say about it. */
export interface DocumentStatement {
  statement: string;
  /** The figures that belong to it, in words; only finished runs are among `runs`. */
  measured: (results: StudyResults) => string;
}

/** A study is data and a short function here and there: what is asked, which models, how, and what to look at. */
export interface Study {
  /** What `convstudy run` calls it. */
  id: string;
  /** The document's section, such as `1.1`. */
  section: string;
  title: string;
  question: string;
  /** In the order in which they run and are shown. */
  models: ModelDefinition[];
  presets: Partial<Record<PresetName, StudyPreset>>;
  /** What of the set-up the document does not state, and was chosen here. */
  reconstructed: string[];
  /** What else differs between the models than the thing asked about. */
  notControlled: string[];
  document: DocumentStatement[];
}

/**
 * Checks a study and returns it as it is.
 *
 * @throws Error naming the study and what is wrong with it
 */
export function defineStudy(study: Study): Study {
  const fail = (what: string): never => {
    throw new Error(`study ${JSON.stringify(study.id)}: ${what}`);
  };
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(study.id)) fail('id must be words of a-z and 0-9 joined by hyphens');
  if (study.models.length === 0) fail('models is empty');
  const ids = study.models.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) fail(`models names ${JSON.stringify(twice)} twice`);
  const presets = Object.entries(study.presets);
  if (presets.length === 0) fail('presets is empty');
  for (const [name, preset] of presets) {
    if (preset.seeds?.length === 0) fail(`presets.${name}.seeds is empty`);
    if (!Number.isInteger(preset.epochs) || preset.epochs < 1) {
      fail(`presets.${name}.epochs must be a whole number of at least 1, but is ${preset.epochs}`);
    }
  }
  return study;
}
