import { CannotJudge } from '../../../claims/claim.js';
import type { RecordedFigure } from '../../../claims/recorded-figures.js';

interface FeatureMapsEntry {
  model: string;
  layers: { stage: string; detail: number; edges: number; extent: number; structure: number }[];
}

/** What the maps after the first convolution show of the images: `detail`, `edges`, `extent` or `structure`. */
export function firstMaps(
  measure: 'detail' | 'edges' | 'extent' | 'structure',
  name: string,
): RecordedFigure {
  return {
    name,
    of: ({ analyses }, model) => {
      const values = ((analyses as { featureMaps?: FeatureMapsEntry[] }).featureMaps ?? [])
        .filter((entry) => entry.model === model)
        .flatMap(({ layers }) =>
          layers.filter(({ stage }) => stage === 'early').map((layer) => layer[measure]),
        );
      if (values.length > 0) return values;
      throw new CannotJudge(`The feature maps of ${model} were not recorded.`);
    },
    format: (value) => value.toFixed(3),
  };
}
