import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkStudy } from './check-study.js';
import type { Study } from './define-study.js';

/** A study written outside of this package, and the file that it is from. */
export interface OwnStudy {
  study: Study;
  /** Absolute path. */
  file: string;
}

/** Whether a name on the command line means a file rather than a built-in study. */
export function isStudyFile(name: string): boolean {
  return /[\\/]/.test(name) || /\.[cm]?[jt]s$/.test(name);
}

/**
 * The studies that a module exports, as its default or by name. TypeScript is taken as Node takes it: types are stripped.
 *
 * @param path - of the module, from the current folder
 * @throws Error naming the file, if it is not there, cannot be imported, exports no study, or one that is not as it should be
 */
export async function loadOwnStudies(path: string): Promise<OwnStudy[]> {
  const file = resolve(path);
  if (!existsSync(file)) throw new Error(`there is no file ${file}`);
  let exported: unknown[];
  try {
    exported = Object.values((await import(pathToFileURL(file).href)) as object);
  } catch (error) {
    throw new Error(`cannot import ${file}: ${(error as Error).message}`, { cause: error });
  }
  const found = [...new Set(exported)].filter(looksLikeStudy);
  if (found.length === 0) {
    throw new Error(`${file} exports no study: it needs "export default defineStudy({ ... })"`);
  }
  return found.map((study) => {
    try {
      checkStudy(study);
    } catch (error) {
      throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
    }
    return { study, file };
  });
}

function looksLikeStudy(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'presets' in value && 'models' in value;
}
