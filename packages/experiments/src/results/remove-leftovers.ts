import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** As `write-file-atomic` names the file that it writes before it takes the old one's place. */
const UNFINISHED = /\.(json|safetensors)\.\d+$/;

/** Removes half-written files of a process that was killed, from a run directory that no other process writes into. */
export async function removeLeftovers(directory: string): Promise<void> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const left = entries.filter((entry) => entry.isFile() && UNFINISHED.test(entry.name));
  await Promise.all(left.map(({ parentPath, name }) => rm(join(parentPath, name), { force: true })));
}
