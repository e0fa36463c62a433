import type { Augmentation } from '@convstudy/datasets';
import type { ModelDefinition } from '../models/index.js';
import type { Claim } from '../claims/claim.js';
import type { Analysis } from './analyses/analysis.js';
import { checkStudy } from './check-study.js';

export const PRESETS = ['quick', 'document', 'matched'] as const;
export type PresetName = (typeof PRESETS)[number];

/** Where a study's images come from: published data, or images computed here. */
export type DataSource =
  | {
      kind: 'mnist' | 'cifar-10';
      /** Only the first so many images are trained on. Default: all. */
      trainSize?: number;
    }
  | { kind: 'synthetic-digits' | 'synthetic-shapes'; trainSize: number; testSize: number; seed: number };

/** A model as a study trains it. */
export interface StudyModel extends ModelDefinition {
  /** Random changes of its training images. Default: none. */
  augment?: Augmentation;
}

/** One way to carry a study out: which data, and how long. */
export interface StudyPreset {
  data: DataSource;
  /** Instead of the study's models. */
  models?: StudyModel[];
  /** 0: nothing is trained, and only what analyses measure without training is there. */
  epochs: number;
  /** Default 64. */
  batchSize?: number;
  /** Default 1e-3. */
  learningRate?: number;
  /** Every model is trained once from each. Default [1]. */
  seeds?: number[];
  /** Instead of the study's analyses. */
  analyses?: Analysis[];
}

/**
 * Texts of a study in another language by the English ones: title, question, notes, statements of claims. A text that is not
 * among them is quoted in English.
 */
export type StudyTranslation = Readonly<Record<string, string>>;

/** A study is data and a short function here and there: what is asked, which models, how, and what to look at. */
export interface Study {
  /** What `convstudy run` calls it: words of a-z and 0-9, joined by hyphens. */
  id: string;
  /** The document's section, such as `1.1`. Default: none. */
  section?: string;
  title: string;
  question: string;
  /** In the order in which they run and are shown. */
  models: StudyModel[];
  presets: Partial<Record<PresetName, StudyPreset>>;
  /** What of the set-up the document does not state, and was chosen here. Default: nothing. */
  reconstructed?: string[];
  /** What else differs between the models than the thing asked about. Default: nothing. */
  notControlled?: string[];
  /** What else is measured. Default: nothing. */
  analyses?: Analysis[];
  /** For reports in other languages. */
  translations?: { ru?: StudyTranslation };
  /** The statements that its results decide. Default: none. */
  claims?: Claim[];
}

/**
 * Checks a study and returns it as it is.
 *
 * @throws TypeError naming the study, what is wrong with it and what was expected
 */
export function defineStudy(study: Study): Study {
  checkStudy(study);
  return study;
}

/** The models that a study trains in a preset. */
export function modelsOf(study: Study, preset: string): StudyModel[] {
  return study.presets[preset as PresetName]?.models ?? study.models;
}

/** What a study measures in a preset. */
export function analysesOf(study: Study, preset: string): Analysis[] {
  return study.presets[preset as PresetName]?.analyses ?? study.analyses ?? [];
}
