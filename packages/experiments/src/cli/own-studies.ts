import { loadOwnStudies, type OwnStudy } from '../studies/load-own-studies.js';
import { UsageError } from './usage-error.js';

/**
 * The studies of a file that the user named.
 *
 * @throws UsageError if it has none, or one that is not as it should be
 */
export async function ownStudies(file: string): Promise<OwnStudy[]> {
  try {
    return await loadOwnStudies(file);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
