import { availableParallelism } from 'node:os';
import { packagePath } from '../package-path.js';
import { describeEnvironment } from '../results/environment.js';
import type { Environment } from '../results/types.js';
import { median } from '../statistics/median.js';
import type { PyTorch } from './find-pytorch.js';
import { startTimingProcess, type TimingProcess } from './timing-process.js';

/** What `convstudy bench --json` prints. */
export interface BenchReport {
  environment: Environment;
  results: BenchResult[];
  /** Our best images/s over PyTorch's best, by model; absent without PyTorch. */
  ratios?: Record<string, number>;
  /** The same of ours without wide vectors. */
  defaultRatios?: Record<string, number>;
}

export interface BenchResult {
  model: string;
  batchSize: number;
  engine: 'simd' | 'pytorch';
  threads: number;
  wideVectors: boolean;
  /** Median over the rounds. */
  msPerStep: number;
  imagesPerSecond: number;
}

export interface BenchOptions {
  models: readonly string[];
  batchSize: number;
  rounds: number;
  /** Of every engine, on every model, in every round. */
  seconds: number;
  pytorch: PyTorch | undefined;
  onRound?: (model: string, round: number) => void;
}

/** One way to carry out a training step. */
interface Engine {
  name: BenchResult['engine'];
  threads: number;
  wideVectors: boolean;
  process: TimingProcess;
}

/**
 * Times training steps of models on our backend, with and without wide vectors, and in PyTorch, side by side: the
 * engines take turns on each model, and the median of the rounds counts, so that a machine that is busy for a while
 * is so for all of them.
 */
export async function runBench(options: BenchOptions): Promise<BenchReport> {
  const { models, batchSize, rounds, seconds, pytorch, onRound } = options;
  const engines = startEngines(pytorch);
  const results: BenchResult[] = [];
  try {
    for (const model of models) {
      const times = engines.map((): number[] => []);
      for (let round = 1; round <= rounds; round++) {
        onRound?.(model, round);
        for (const [index, engine] of engines.entries()) {
          const answer = await engine.process.time({ model, batchSize, threads: engine.threads, seconds });
          times[index].push(answer.msPerStep);
          engine.wideVectors = answer.wideVectors ?? false;
        }
      }
      for (const [index, { name, threads, wideVectors }] of engines.entries()) {
        const msPerStep = median(times[index]);
        results.push({
          model,
          batchSize,
          engine: name,
          threads,
          wideVectors,
          msPerStep,
          imagesPerSecond: (1000 * batchSize) / msPerStep,
        });
      }
    }
  } finally {
    await Promise.all(
      [...new Set(engines.map((engine) => engine.process))].map((process) => process.close()),
    );
  }
  return { environment: environment(pytorch, results), results, ...(pytorch && bestRatios(models, results)) };
}

function startEngines(pytorch: PyTorch | undefined): Engine[] {
  const ours = (wideVectors: boolean): Engine => ({
    name: 'simd',
    threads: 1,
    wideVectors,
    process: startTimingProcess([
      process.execPath,
      packagePath('bin/convstudy.js'),
      'answer-timing',
      ...(wideVectors ? [] : ['--no-wide-vectors']),
    ]),
  });
  const engines = [ours(true), ours(false)];
  if (pytorch) {
    const shared = startTimingProcess([pytorch.python, packagePath('python/bench.py')], {
      // Its own threads and those of OpenBLAS would fight over the cores.
      OPENBLAS_NUM_THREADS: '1',
      // The package's folder may be read-only, and is not the place for Python's caches.
      PYTHONDONTWRITEBYTECODE: '1',
    });
    engines.push(
      ...threadCounts(availableParallelism()).map((threads) => ({
        name: 'pytorch' as const,
        threads,
        wideVectors: false,
        process: shared,
      })),
    );
  }
  return engines;
}

/** 1, 2, 4, ... and all cores: PyTorch is not fastest with all of them on every network. */
export function threadCounts(cores: number): number[] {
  const counts = [];
  for (let threads = 1; threads < cores; threads *= 2) counts.push(threads);
  return [...counts, cores];
}

function environment(pytorch: PyTorch | undefined, results: BenchResult[]): Environment {
  const wideVectors = results.some((result) => result.wideVectors);
  const described = describeEnvironment({ name: 'simd', threads: 1, wideVectors });
  return pytorch
    ? { ...described, versions: { ...described.versions, pytorch: pytorch.version } }
    : described;
}

/** For each model, our best images/s over PyTorch's best: with all of our engines, and without wide vectors. */
export function bestRatios(
  models: readonly string[],
  results: readonly BenchResult[],
): Required<Pick<BenchReport, 'ratios' | 'defaultRatios'>> {
  const best = (candidates: readonly BenchResult[]) =>
    Math.max(...candidates.map((result) => result.imagesPerSecond));
  const over = (ours: readonly BenchResult[]) =>
    Object.fromEntries(
      models.map((model) => {
        const of = (candidates: readonly BenchResult[]) =>
          best(candidates.filter((result) => result.model === model));
        return [model, of(ours) / of(results.filter(({ engine }) => engine === 'pytorch'))];
      }),
    );
  const ours = results.filter(({ engine }) => engine === 'simd');
  return { ratios: over(ours), defaultRatios: over(ours.filter(({ wideVectors }) => !wideVectors)) };
}
