import { plainProgress } from './plain-progress.js';
import type { Planned, Progress } from './progress.js';
import { terminalProgress } from './terminal-progress.js';

/** A moving display in a terminal; plain lines in a file, a pipe or a CI log. */
export async function createProgress(stream: NodeJS.WriteStream, planned: Planned): Promise<Progress> {
  if (stream.isTTY && !process.env.CI && process.env.TERM !== 'dumb') {
    const { createLogUpdate } = await import('log-update');
    return terminalProgress(stream, createLogUpdate(stream), planned);
  }
  return plainProgress(stream, planned);
}
