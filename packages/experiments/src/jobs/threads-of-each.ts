/** The threads of each of several processes that share out what there is. */
export function threadsOfEach(threads: number, jobs: number): number {
  return Math.max(1, Math.floor(threads / jobs));
}
