import type { Study } from '../studies/define-study.js';
import { studies } from '../studies/index.js';
import { loadOwnStudies } from '../studies/load-own-studies.js';

/**
 * A study by its id: the built-in one, or the one among the exports of a module.
 *
 * @param module - absolute path of the file that exports it
 * @throws Error if there is none of that id
 */
export async function findStudy(id: string, module?: string): Promise<Study> {
  const candidates =
    module === undefined ? studies : (await loadOwnStudies(module)).map(({ study }) => study);
  const study = candidates.find((candidate) => candidate.id === id);
  if (study === undefined) throw new Error(`${module ?? 'convstudy'} has no study "${id}"`);
  return study;
}
