import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { fileErrorReason } from './file-error-reason.js';
import { RunDirectoryError } from './run-directory-error.js';

/** A lock that has not been renewed for so long belongs to a process that has gone. */
const STALE_MS = 10_000;
const RENEW_MS = 2_000;

export interface RunDirectoryLock {
  /** @throws RunDirectoryError if another process has taken the folder, since this one stood still for too long */
  check: () => void;
  release: () => Promise<void>;
}

/**
 * Makes sure that no other process writes into a run directory.
 *
 * @param wait - whether to wait for the lock of a process that was killed to become stale, 10 s at most
 * @throws RunDirectoryError if another process writes there
 */
export async function lockRunDirectory(directory: string, wait: boolean): Promise<RunDirectoryLock> {
  let lost = false;
  try {
    const release = await lock(directory, {
      lockfilePath: join(directory, '.lock'),
      stale: STALE_MS,
      update: RENEW_MS,
      retries: { retries: wait ? STALE_MS / RENEW_MS + 1 : 0, factor: 1, minTimeout: RENEW_MS },
      onCompromised: () => {
        lost = true;
      },
    });
    return {
      check() {
        if (lost) throw new RunDirectoryError(`another process has taken ${directory}`);
      },
      async release() {
        if (!lost) await release();
      },
    };
  } catch (error) {
    const held = (error as NodeJS.ErrnoException).code === 'ELOCKED';
    throw new RunDirectoryError(
      held
        ? `another process writes into ${directory}; wait for it, or name another folder with --out`
        : `cannot lock ${directory}: ${fileErrorReason(error)}`,
      { cause: error },
    );
  }
}
