import type { StudyResults } from '../results/types.js';
import { mean } from '../statistics/moments.js';
import { CannotJudge, type Judgement } from './claim.js';
import type { RecordedFigure } from './recorded-figures.js';

interface FeatureMapsEntry {
  model: string;
  layers: { stage: string; detail: number; edges: number; extent: number; structure: number }[];
}

/** A correlation above the first is called large, one below the second at most small (Cohen 1988, chapter 3). */
export const CORRELATION = { supported: 0.5, refuted: 0.3 };

/**
 * What the maps of a net's first (`early`) or last (`late`) convolution show of the images, by analysis `featureMaps`.
 *
 * @param name - of the figure
 */
export function mapFigure(
  stage: 'early' | 'late',
  measure: 'detail' | 'edges' | 'extent' | 'structure',
  name: string,
): RecordedFigure {
  return {
    name,
    of: ({ analyses }, model) => {
      const values = ((analyses as { featureMaps?: FeatureMapsEntry[] }).featureMaps ?? [])
        .filter((entry) => entry.model === model)
        .flatMap(({ layers }) => layers.filter((layer) => layer.stage === stage))
        .map((layer) => layer[measure]);
      if (values.length > 0) return values;
      throw new CannotJudge(`The feature maps of ${model} were not recorded.`);
    },
    format: (value) => value.toFixed(3),
  };
}

/** From this share on a figure has been kept. */
const KEPT = 0.9;
/** Below this share it has been lost. */
const LOST = 0.75;

/** That a model's figure, in the mean over the seeds, is at least 0.9 times another's. Refuted below 0.75 times. */
export function keepsAtLeast(
  study: StudyResults,
  figure: RecordedFigure,
  model: string,
  other: string,
): Judgement {
  const [own, their] = [mean(figure.of(study, model)), mean(figure.of(study, other))];
  const ratio = own / their;
  return {
    verdict: ratio >= KEPT ? 'supported' : ratio < LOST ? 'refuted' : 'inconclusive',
    figures: { [`${figure.name}, ${model}`]: own, [`${figure.name}, ${other}`]: their },
    because: `${figure.name}: ${model} ${figure.format(own)}, ${other} ${figure.format(their)}.`,
  };
}
