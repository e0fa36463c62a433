import type { BenchReport, BenchResult } from './run-bench.js';

/**
 * For each model, our best images/s over PyTorch's best: with all settings of `simd`, without wide vectors, and with all
 * settings over PyTorch with kept memory. A
 * model that one of the two has not been timed on has none; nothing at all is returned where that is so of every one.
 */
export function bestRatios(
  results: readonly BenchResult[],
): Pick<BenchReport, 'ratios' | 'defaultRatios' | 'keptMemoryRatios'> {
  const ours = results.filter(({ engine }) => engine === 'simd');
  const theirs = results.filter(({ engine }) => engine === 'pytorch');
  const ratios = over(ours, theirs);
  const defaultRatios = over(
    ours.filter(({ wideVectors }) => !wideVectors),
    theirs,
  );
  const keptMemoryRatios = over(
    ours,
    results.filter(({ engine }) => engine === 'pytorch-kept-memory'),
  );
  return {
    ...(Object.keys(ratios).length > 0 && { ratios }),
    ...(Object.keys(defaultRatios).length > 0 && { defaultRatios }),
    ...(Object.keys(keptMemoryRatios).length > 0 && { keptMemoryRatios }),
  };
}

function over(ours: readonly BenchResult[], theirs: readonly BenchResult[]): Record<string, number> {
  const best = (candidates: readonly BenchResult[], model: string) =>
    Math.max(
      ...candidates.filter((result) => result.model === model).map((result) => result.imagesPerSecond),
    );
  const models = [...new Set(ours.map(({ model }) => model))];
  return Object.fromEntries(
    models
      .map((model) => [model, best(ours, model) / best(theirs, model)])
      .filter(([, ratio]) => (ratio as number) > 0),
  ) as Record<string, number>;
}
