import { availableParallelism } from 'node:os';
import { packagePath } from '../../package-path.js';
import { startTimingProcess, type TimingProcess } from '../timing-process.js';
import type { EngineName, NodeEngineName } from './engine-names.js';
import type { PyTorch } from './find-pytorch.js';
import { KEPT_MEMORY, PYTORCH_ENVIRONMENT } from './pytorch-environment.js';
import { threadCounts } from './thread-counts.js';

/** One way to carry out a training step. */
export interface Engine {
  name: EngineName;
  threads: number;
  wideVectors: boolean;
  process: TimingProcess;
}

export interface EngineOptions {
  /** Where PyTorch is among the engines. */
  pytorch?: PyTorch | undefined;
  /** Threads of `simd`: 1, 2, 4, ... and all, with wide vectors only. Default: all and 1, with and without them. */
  scaling?: boolean | undefined;
}

/** Starts the processes of engines, each in all its settings: threads, wide vectors. */
export function startEngines(names: readonly EngineName[], options: EngineOptions = {}): Engine[] {
  return names.flatMap((name) => startEngine(name, options));
}

function startEngine(name: EngineName, { pytorch, scaling = false }: EngineOptions): Engine[] {
  const cores = availableParallelism();
  const counts = threadCounts(cores);
  switch (name) {
    case 'pytorch':
    case 'pytorch-kept-memory': {
      if (!pytorch)
        throw new Error(`startEngines: ${name} is among the engines, but where it is was not given.`);
      // Not only all cores: PyTorch is not fastest with all of them on every network.
      return inSettings(name, startPyTorch(pytorch, name === 'pytorch' ? {} : KEPT_MEMORY), counts);
    }
    case 'simd': {
      const threads = scaling ? counts : [...new Set([cores, 1])];
      return (scaling ? [true] : [true, false]).flatMap((wideVectors) =>
        inSettings(name, startNode(name, wideVectors), threads, wideVectors),
      );
    }
    case 'simd-no-relaxed':
      return [true, false].flatMap((wideVectors) =>
        inSettings(name, startNode(name, wideVectors, { CONVSTUDY_RELAXED_SIMD: '0' }), [cores], wideVectors),
      );
    default:
      return inSettings(name, startNode(name, false), [1]);
  }
}

function inSettings(
  name: EngineName,
  process: TimingProcess,
  threadCounts: readonly number[],
  wideVectors = false,
): Engine[] {
  return threadCounts.map((threads) => ({ name, threads, wideVectors, process }));
}

function startNode(
  engine: NodeEngineName,
  wideVectors: boolean,
  environment: Record<string, string> = {},
): TimingProcess {
  return startTimingProcess(
    [
      process.execPath,
      packagePath('bin/convstudy.js'),
      'answer-timing',
      engine,
      ...(wideVectors ? [] : ['--no-wide-vectors']),
    ],
    environment,
  );
}

function startPyTorch({ python }: PyTorch, environment: Record<string, string>): TimingProcess {
  return startTimingProcess([python, packagePath('python/bench.py')], {
    ...PYTORCH_ENVIRONMENT,
    ...environment,
  });
}
