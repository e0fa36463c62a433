import type { PresetName, Study } from '../studies/define-study.js';
import { studies as builtIn } from '../studies/index.js';
import { isStudyFile } from '../studies/load-own-studies.js';
import { missingPreset } from '../studies/run-study.js';
import { ownStudies } from './own-studies.js';
import { UsageError } from './usage-error.js';

export interface SelectedStudies {
  /** The built-in ones in the document's order, then those from files, each once. */
  studies: Study[];
  /** The file that a study is from; undefined for a built-in one. */
  fileOf: (study: string) => string | undefined;
}

/**
 * The studies that the user named: built-in ones by their ids or `all`, others by the files that export them.
 *
 * @throws UsageError if there is no such study or file, it has no such preset, or an id is taken
 */
export async function selectStudies(names: string[], preset: PresetName): Promise<SelectedStudies> {
  const files = names.filter(isStudyFile);
  const ids = names.filter((name) => !isStudyFile(name));
  const unknown = ids.find((name) => name !== 'all' && !builtIn.some(({ id }) => id === name));
  if (unknown !== undefined) {
    const known = builtIn.map(({ id }) => id).join(', ');
    throw new UsageError(
      `there is no study "${unknown}"; there is ${known} (or all of them: all), and any of your own by its file, such as ./${unknown}.ts`,
    );
  }
  const own = (await Promise.all([...new Set(files)].map(ownStudies))).flat();
  const studies = [
    ...builtIn.filter(({ id }) => ids.includes(id) || ids.includes('all')),
    ...own.map(({ study }) => study),
  ];
  const all = [...builtIn, ...own.map(({ study }) => study)].map(({ id }) => id);
  const taken = all.find((id, index) => all.indexOf(id) !== index);
  if (taken !== undefined) throw new UsageError(`there are two studies "${taken}": give yours another id`);
  const lacking = studies.find((study) => study.presets[preset] === undefined);
  if (lacking !== undefined) throw new UsageError(missingPreset(lacking, preset));
  return { studies, fileOf: (id) => own.find(({ study }) => study.id === id)?.file };
}
