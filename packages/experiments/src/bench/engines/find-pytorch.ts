import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The system's own interpreter comes last: it has Debian's python3-torch where another one shadows it. */
const CANDIDATES = ['python3', '/usr/bin/python3', 'python'];

export interface PyTorch {
  python: string;
  version: string;
}

/** The first Python that has PyTorch; undefined where there is none. */
export async function findPyTorch(candidates: readonly string[] = CANDIDATES): Promise<PyTorch | undefined> {
  for (const python of candidates) {
    try {
      const { stdout } = await promisify(execFile)(python, ['-c', 'import torch; print(torch.__version__)']);
      return { python, version: stdout.trim() };
    } catch {
      // No such program, or no torch in it: the next one may do.
    }
  }
  return undefined;
}
