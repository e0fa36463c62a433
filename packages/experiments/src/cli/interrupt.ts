import { EXIT } from './exit-codes.js';

/**
 * The signal that Ctrl-C (or SIGTERM) aborts, once; the second time the process ends there and then.
 *
 * @param announce - called at the first one
 * @returns the signal, and a function that gives the process its own handling back
 */
export function interruptible(announce: () => void): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
    announce();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  return {
    signal: controller.signal,
    release: () => void process.off('SIGINT', interrupt).off('SIGTERM', interrupt),
  };
}
