import type { StudyResults } from '../results/types.js';
import { countVerdicts } from './count-verdicts.js';
import { trainedOnSynthetic } from './trained-on-synthetic.js';
import { english } from './words/english.js';

/** How a study's claims were judged, in a line for the terminal; the report has each of them. Empty if it has none. */
export function claimsLine(study: StudyResults): string {
  const { claims, data } = study;
  if (claims.length === 0) return '';
  const where = trainedOnSynthetic(study) ? `, judged on ${data.name.toLowerCase()}` : '';
  return `Statements${where}: ${english.conclusions.shortCounts(countVerdicts(claims))}.`;
}
