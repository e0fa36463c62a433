import { CannotJudge } from '../../../claims/claim.js';
import type { RecordedFigure } from '../../../claims/recorded-figures.js';

/** How far a unit of a convolution effectively sees: the side of the square, in pixels. */
export function effectiveSize(stage: number, name: string): RecordedFigure {
  return {
    name,
    of: ({ analyses }, model) => {
      const sizes = (analyses.receptiveFields ?? [])
        .filter((entry) => entry.model === model && entry.layers.length > stage)
        .map(({ layers }) => layers[stage].effectiveSize);
      if (sizes.length > 0) return sizes;
      throw new CannotJudge(`The effective receptive fields of ${model} were not measured.`);
    },
    format: (value) => `${value.toFixed(1)} pixels`,
  };
}
