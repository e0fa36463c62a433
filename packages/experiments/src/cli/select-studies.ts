import type { PresetName, Study } from '../studies/define-study.js';
import { studies } from '../studies/index.js';
import { missingPreset } from '../studies/run-study.js';
import { UsageError } from './usage-error.js';

/**
 * The studies that the user named, in the document's order, each once.
 *
 * @throws UsageError if there is no such study, or it has no such preset
 */
export function selectStudies(names: string[], preset: PresetName): Study[] {
  const unknown = names.find((name) => name !== 'all' && !studies.some(({ id }) => id === name));
  if (unknown !== undefined) {
    const known = studies.map(({ id }) => id).join(', ');
    throw new UsageError(`there is no study "${unknown}"; there is ${known} (or all of them: all)`);
  }
  const chosen = studies.filter(({ id }) => names.includes(id) || names.includes('all'));
  const lacking = chosen.find((study) => study.presets[preset] === undefined);
  if (lacking !== undefined) throw new UsageError(missingPreset(lacking, preset));
  return chosen;
}
