import type { ModelDefinition } from '../models/index.js';
import type { Claim } from '../claims/claim.js';
import { ANALYSES, type AnalysisName } from './analyses/index.js';

export const PRESETS = ['quick', 'document', 'matched'] as const;
export type PresetName = (typeof PRESETS)[number];

/** Where a study's images come from: published data, or images computed here. */
export type DataSource =
  | { kind: 'mnist' | 'cifar-10' }
  | { kind: 'synthetic-digits' | 'synthetic-shapes'; trainSize: number; testSize: number; seed: number };

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

/** What a study says, in another language. */
export interface StudyTranslation {
  title: string;
  question: string;
  /** As many as the study has. */
  reconstructed?: string[];
  notControlled?: string[];
  /** The statements of its claims, by their ids. */
  claims?: Readonly<Record<string, string>>;
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
  /** What else is measured of every run. Default: nothing. */
  analyses?: AnalysisName[];
  /** For reports in other languages; without it they quote the study in English. */
  translations?: { ru?: StudyTranslation };
  /** The statements that its results decide. */
  claims: Claim[];
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
  const unknown = study.analyses?.find((name) => !ANALYSES.includes(name));
  if (unknown !== undefined) {
    fail(`analyses must be among ${ANALYSES.join(', ')}, but one is ${JSON.stringify(unknown)}`);
  }
  const claimed = study.claims.map(({ id }) => id);
  const again = claimed.find((id, index) => claimed.indexOf(id) !== index);
  if (again !== undefined) fail(`claims has the id ${JSON.stringify(again)} twice`);
  return study;
}
