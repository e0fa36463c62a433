const SECONDS = Number(process.env.BENCH_SECONDS ?? 0.2);
/** Enough for V8's optimising compiler, which works in the background, to start. */
const WARM_UP = 40;

/** The shortest of many runs, in milliseconds. */
export async function bestTime(run: () => void): Promise<number> {
  for (let i = 0; i < WARM_UP; i++) run();
  await new Promise((resolve) => setTimeout(resolve, 50));
  let best = Infinity;
  const stop = performance.now() + 1000 * SECONDS;
  for (let i = 0; i < 5 || performance.now() < stop; i++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
