import { settings } from '../src/settings.js';
import { ThreadPool } from '../src/threads/pool.js';

/**
 * From now on the calling thread takes no tasks where there are others, and even a single task is a worker's: small
 * tensors, whose tasks the calling thread would have done before anybody came, put the threads to the test as well.
 */
export function leaveAllToWorkers(): void {
  settings.splitFrom = 1;
  settings.shareFrom = 0;
  Object.assign(ThreadPool.prototype, {
    takePart(this: { wake(most: number): void }): number {
      this.wake(Infinity);
      return 0;
    },
  });
}
