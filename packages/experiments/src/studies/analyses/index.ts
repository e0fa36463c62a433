import { blockComparison } from './block-comparison.js';
import { confusion } from './confusion.js';
import { gradientFlow } from './gradient-flow.js';
import { weights } from './weights.js';

export type { Analysis, AnalysedRun, MeasuredStudy, Recorder, Shown } from './analysis.js';

/** The analyses that come with the package, by their names. */
export const analyses = { blockComparison, confusion, gradientFlow, weights };
