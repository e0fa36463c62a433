import { pathToFileURL } from 'node:url';
import type { Study } from '../studies/define-study.js';
import { studies } from '../studies/index.js';

/**
 * A study by its id: the built-in one, or the one among the exports of a module.
 *
 * @param module - absolute path of the file that exports it
 * @throws Error if there is none of that id
 */
export async function findStudy(id: string, module?: string): Promise<Study> {
  const candidates: readonly unknown[] =
    module === undefined
      ? studies
      : Object.values((await import(pathToFileURL(module).href)) as Record<string, unknown>);
  const isIt = (value: unknown): value is Study =>
    typeof value === 'object' && value !== null && 'id' in value && value.id === id;
  const study = candidates.find(isIt);
  if (study === undefined) throw new Error(`${module ?? 'convstudy'} has no study "${id}"`);
  return study;
}
