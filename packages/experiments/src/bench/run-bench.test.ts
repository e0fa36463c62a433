import { describe, expect, it } from 'vitest';
import type { Engine } from './engines/start-engines.js';
import type { TimingAnswer, TimingRequest } from './protocol.js';
import { runBench } from './run-bench.js';

/** An engine whose answers are given, and the requests it gets. */
function engine(name: Engine['name'], answers: TimingAnswer[], rest: Partial<Engine> = {}) {
  const requests: TimingRequest[] = [];
  const process = {
    time(request: TimingRequest) {
      requests.push(request);
      return Promise.resolve(answers[(requests.length - 1) % answers.length]);
    },
    close: () => Promise.resolve(),
  };
  return { engine: { name, threads: 1, wideVectors: false, ...rest, process }, requests };
}

const options = { models: ['FCN'], batchSize: 64, rounds: 3, seconds: 1 };

describe('runBench', () => {
  it('takes turns and gives the median of the rounds', async () => {
    const order: string[] = [];
    const simd = engine('simd', [{ msPerStep: 9 }, { msPerStep: 2 }, { msPerStep: 4 }], { threads: 2 });
    const { results } = await runBench({
      ...options,
      engines: [simd.engine, engine('pytorch', [{ msPerStep: 8 }]).engine],
      onRound: (model, round) => order.push(`${model} ${round}`),
    });
    expect(order).toEqual(['FCN 1', 'FCN 2', 'FCN 3']);
    expect(simd.requests[0]).toEqual({ model: 'FCN', batchSize: 64, threads: 2, seconds: 1 });
    expect(results).toEqual([
      {
        model: 'FCN',
        batchSize: 64,
        engine: 'simd',
        threads: 2,
        wideVectors: false,
        msPerStep: 4,
        imagesPerSecond: 16_000,
      },
      {
        model: 'FCN',
        batchSize: 64,
        engine: 'pytorch',
        threads: 1,
        wideVectors: false,
        msPerStep: 8,
        imagesPerSecond: 8000,
      },
    ]);
  });

  it('says which networks an engine cannot train, and asks no more', async () => {
    const wasm = engine('tfjs-wasm', [{ unsupported: 'no gradient of conv2d' }]);
    const { results, missing } = await runBench({ ...options, engines: [wasm.engine] });
    expect(results).toEqual([]);
    expect(missing).toEqual([{ engine: 'tfjs-wasm', model: 'FCN', reason: 'no gradient of conv2d' }]);
    expect(wasm.requests).toHaveLength(1);
  });

  it('does not repeat a step that takes seconds', async () => {
    const cpu = engine('tfjs-cpu', [{ msPerStep: 46_000 }]);
    const { results } = await runBench({ ...options, engines: [cpu.engine] });
    expect(cpu.requests).toHaveLength(1);
    expect(results).toMatchObject([{ msPerStep: 46_000 }]);
  });

  it('counts the setting with wide vectors once where there are none', async () => {
    const engines = [true, false].map(
      (wideVectors) => engine('simd', [{ msPerStep: 4, wideVectors: false }], { wideVectors }).engine,
    );
    expect((await runBench({ ...options, engines })).results).toHaveLength(1);
  });
});
