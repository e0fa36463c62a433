/** A run directory that cannot be made, read or written; the message says which and why. */
export class RunDirectoryError extends Error {
  override name = 'RunDirectoryError';
}
