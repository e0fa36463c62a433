import { sharedMemoryIsAvailable } from '../memory.js';
import { nodeProcess } from '../node-process.js';
import { MOST_THREADS } from './control.js';

let requested: number | undefined;

/**
 * Sets the number of threads, the calling one included, that the backend works with from the next operation on.
 * Default: the cores that this process may use, or the environment variable `CONVSTUDY_THREADS`. Results do not
 * depend on it. Without shared memory (a web page that is not cross-origin isolated) there is one thread whatever is
 * asked for.
 *
 * @throws {Error} when `count` is not a whole number from 1 to 64
 */
export function setThreadsCount(count: number): void {
  requested = checked(count, 'setThreadsCount(count)');
}

/** The number of threads that the backend works with, the calling one included. */
export function getThreadsCount(): number {
  if (!sharedMemoryIsAvailable()) return 1;
  requested ??= fromEnvironment() ?? Math.min(availableCores(), MOST_THREADS);
  return requested;
}

function checked(count: number, what: string): number {
  if (!Number.isInteger(count) || count < 1 || count > MOST_THREADS) {
    throw new Error(`${what}: expected a whole number from 1 to ${MOST_THREADS}, got ${String(count)}.`);
  }
  return count;
}

function fromEnvironment(): number | undefined {
  const value = nodeProcess?.env?.CONVSTUDY_THREADS;
  return value === undefined || value === ''
    ? undefined
    : checked(Number(value), 'environment variable CONVSTUDY_THREADS');
}

function availableCores(): number {
  const os = nodeProcess?.getBuiltinModule?.('node:os') as { availableParallelism(): number } | undefined;
  return os?.availableParallelism() ?? globalThis.navigator?.hardwareConcurrency ?? 1;
}
