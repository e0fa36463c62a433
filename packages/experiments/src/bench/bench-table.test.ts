import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { benchMarkdown, benchTable } from './bench-table.js';
import { bestRatios } from './best-ratios.js';
import type { BenchResult } from './run-bench.js';

function result(
  engine: BenchResult['engine'],
  msPerStep: number,
  rest: Partial<BenchResult> = {},
): BenchResult {
  const imagesPerSecond = 64_000 / msPerStep;
  return {
    model: 'FCN',
    batchSize: 64,
    engine,
    threads: 1,
    wideVectors: false,
    msPerStep,
    imagesPerSecond,
    ...rest,
  };
}

const results = [
  result('simd', 4, { wideVectors: true }),
  result('simd', 8),
  result('simd-no-relaxed', 2),
  result('pytorch', 5),
  result('pytorch', 6, { threads: 2 }),
];

describe('bestRatios', () => {
  it("holds our best against PyTorch's best, with and without wide vectors, and no other engine", () => {
    expect(bestRatios(results)).toEqual({ ratios: { FCN: 1.25 }, defaultRatios: { FCN: 0.625 } });
  });

  it('holds PyTorch with kept memory apart', () => {
    expect(bestRatios([...results, result('pytorch-kept-memory', 2)])).toEqual({
      ratios: { FCN: 1.25 },
      defaultRatios: { FCN: 0.625 },
      keptMemoryRatios: { FCN: 0.5 },
    });
  });

  it('has nothing to say of models that only one of the two has trained', () => {
    expect(bestRatios([result('simd', 4), result('pytorch', 5, { model: 'SimpleCNN' })])).toEqual({});
    expect(bestRatios([result('simd', 4, { wideVectors: true }), result('pytorch', 6)])).toEqual({
      ratios: { FCN: 1.5 },
    });
  });
});

describe('benchTable', () => {
  it('shows times and ratios', () => {
    const text = stripVTControlCharacters(benchTable({ results, ...bestRatios(results) }));
    expect(text).toMatch(/FCN +│ +4\.0 ms │ +8\.0 ms │ +2\.0 ms │ +5\.0 ms │ +6\.0 ms │ +1\.25 │ +0\.63 │/);
    expect(text).toMatch(/16000 images\/s/);
  });

  it('has no ratios without PyTorch', () => {
    expect(benchTable({ results: results.slice(0, 2) })).not.toMatch(/Ratio|PyTorch/);
  });

  it('leaves a place empty where there is no time', () => {
    const some = [...results, result('simd', 123.4, { model: 'SimpleCNN' })];
    const text = stripVTControlCharacters(benchTable({ results: some, ...bestRatios(some) }));
    expect(text).toMatch(/SimpleCNN +│ +│ +123 ms │ +│ +│ +│ +│ +│/);
  });
});

describe('benchMarkdown', () => {
  it('is the table for a README', () => {
    expect(benchMarkdown({ results, ...bestRatios(results) })).toBe(
      [
        '| Network | simd, wide vectors, 1 thread | simd, 1 thread | simd-no-relaxed, 1 thread | PyTorch, 1 thread | PyTorch, 2 threads | Ratio | Ratio, default |',
        '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
        '| FCN | 4.0 ms | 8.0 ms | 2.0 ms | 5.0 ms | 6.0 ms | 1.25 | 0.63 |',
      ].join('\n'),
    );
  });
});
