/**
 * A function that calls `write`, but never while an earlier call is at it: all calls that come meanwhile share the next one,
 * which writes what there is by then.
 */
export function coalesce(write: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  return () =>
    (next ??= current
      // Whoever asked for it has heard of its failure.
      .catch(() => {})
      .then(() => {
        next = undefined;
        current = write();
        return current;
      }));
}
