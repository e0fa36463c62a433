import { blockComparison } from './block-comparison.js';
import { confusion } from './confusion.js';
import { featureMaps } from './feature-maps.js';
import { filters } from './filters.js';
import { gradientFlow } from './gradient-flow.js';
import { layers } from './layers-table.js';
import { receptiveFields } from './receptive-fields.js';
import { weights } from './weights.js';

export type { Analysis, AnalysedRun, MeasuredStudy, Recorder, Shown } from './analysis.js';

/** The analyses that come with the package, by their names. */
export const analyses = {
  blockComparison,
  confusion,
  gradientFlow,
  weights,
  layers,
  receptiveFields,
  filters,
  featureMaps,
};
