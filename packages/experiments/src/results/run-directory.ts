import { existsSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { fileErrorReason } from './file-error-reason.js';
import { RunDirectoryError } from './run-directory-error.js';
import type { Results } from './types.js';
import { validateResults } from './validate.js';

const FILE = 'results.json';

/**
 * Makes the folder that one run of the command writes into.
 *
 * @param directory - created with its parents where it does not exist
 * @returns its absolute path
 * @throws RunDirectoryError if it already holds results, or cannot be written
 */
export function createRunDirectory(directory: string): string {
  const path = resolve(directory);
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new RunDirectoryError(`cannot make the run directory ${path}: ${fileErrorReason(error)}`, {
      cause: error,
    });
  }
  if (existsSync(join(path, FILE))) {
    throw new RunDirectoryError(
      `${path} already holds the ${FILE} of another run; name another folder with --out, or remove that one`,
    );
  }
  return path;
}

/**
 * Writes `results.json` whole or not at all: a reader never sees half a file, whenever the process ends.
 *
 * @throws Error if the results do not match the schema; RunDirectoryError if the file cannot be written
 */
export async function writeResults(directory: string, results: Results): Promise<string> {
  const file = join(resolve(directory), FILE);
  validateResults(results, 'what was to be written');
  try {
    await writeFileAtomic(file, format(results));
  } catch (error) {
    throw new RunDirectoryError(`cannot write ${file}: ${fileErrorReason(error)}`, { cause: error });
  }
  return file;
}

/**
 * Reads and checks the `results.json` of a run directory.
 *
 * @throws RunDirectoryError if there is none or it is not JSON; Error if it does not match the schema
 */
export async function readResults(directory: string): Promise<Results> {
  const file = join(resolve(directory), FILE);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new RunDirectoryError(`cannot read ${file}: ${fileErrorReason(error)}`, { cause: error });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new RunDirectoryError(`${file} is not JSON: ${fileErrorReason(error)}`, { cause: error });
  }
  return validateResults(value, file);
}

/** Two spaces deeper at every level, but lists of numbers on one line. */
function format(results: Results): string {
  const text = JSON.stringify(results, null, 2);
  return `${text.replace(/\[\n[\s\d.,eE+-]+\]/g, (list) => list.replace(/\n\s+/g, ' ').replace('[ ', '[').replace(' ]', ']'))}\n`;
}
