import { availableParallelism } from 'node:os';
import { describeEnvironment } from '../results/environment.js';
import type { Environment } from '../results/types.js';
import { median } from '../statistics/median.js';
import type { EngineName } from './engines/engine-names.js';
import type { PyTorch } from './engines/find-pytorch.js';
import type { Engine } from './engines/start-engines.js';
import { SLOW_STEP_MS } from './protocol.js';

/** What `convstudy bench --json` prints. */
export interface BenchReport {
  environment: Environment;
  results: BenchResult[];
  /** What could not be timed, and why: an engine that is not installed, or a network that it cannot train. */
  missing: MissingResult[];
  /** Our best images/s over PyTorch's best, by model; absent without PyTorch. */
  ratios?: Record<string, number>;
  /** The same of ours without wide vectors. */
  defaultRatios?: Record<string, number>;
  /** Our best over the best of PyTorch with glibc keeping the memory of freed tensors. */
  keptMemoryRatios?: Record<string, number>;
}

export interface BenchResult {
  model: string;
  batchSize: number;
  engine: EngineName;
  threads: number;
  wideVectors: boolean;
  /** Median over the rounds. */
  msPerStep: number;
  imagesPerSecond: number;
}

export interface MissingResult {
  engine: EngineName;
  /** Absent where it is the engine as a whole. */
  model?: string;
  reason: string;
}

export interface BenchOptions {
  models: readonly string[];
  batchSize: number;
  rounds: number;
  /** Of every engine, on every model, in every round. */
  seconds: number;
  engines: readonly Engine[];
  onRound?: (model: string, round: number) => void;
}

/**
 * Times training steps of models on engines, side by side: the engines take turns on each model, and the median of
 * the rounds counts, so that a machine that is busy for a while is so for all of them. A step that takes seconds is
 * timed once.
 */
export async function runBench(options: BenchOptions): Promise<Pick<BenchReport, 'results' | 'missing'>> {
  const { models, batchSize, rounds, seconds, engines, onRound } = options;
  const results: BenchResult[] = [];
  const missing: MissingResult[] = [];
  for (const model of models) {
    const timings = engines.map((engine) => ({
      engine,
      times: [] as number[],
      wideVectors: false,
      done: false,
    }));
    for (let round = 1; round <= rounds; round++) {
      onRound?.(model, round);
      for (const timing of timings) {
        if (timing.done) continue;
        const { name, threads, process } = timing.engine;
        const answer = await process.time({ model, batchSize, threads, seconds });
        if ('unsupported' in answer) {
          missing.push({ engine: name, model, reason: answer.unsupported });
          timing.done = true;
          continue;
        }
        timing.times.push(answer.msPerStep);
        timing.wideVectors = answer.wideVectors ?? false;
        timing.done = answer.msPerStep > SLOW_STEP_MS;
      }
    }
    for (const { engine, times, wideVectors } of timings) {
      const setting = { model, batchSize, engine: engine.name, threads: engine.threads, wideVectors };
      // Where V8 has no wide vectors, the setting with them is the one without.
      if (times.length === 0 || results.some((result) => isSameSetting(result, setting))) continue;
      const msPerStep = median(times);
      results.push({ ...setting, msPerStep, imagesPerSecond: (1000 * batchSize) / msPerStep });
    }
  }
  return { results, missing };
}

type Setting = Omit<BenchResult, 'msPerStep' | 'imagesPerSecond'>;

function isSameSetting(a: Setting, b: Setting): boolean {
  return (
    a.model === b.model && a.engine === b.engine && a.threads === b.threads && a.wideVectors === b.wideVectors
  );
}

/** The machine and the versions of what was timed. */
export function benchEnvironment(wideVectors: boolean, pytorch: PyTorch | undefined): Environment {
  const described = describeEnvironment({ name: 'simd', threads: availableParallelism(), wideVectors });
  return pytorch
    ? { ...described, versions: { ...described.versions, pytorch: pytorch.version } }
    : described;
}
