import Table from 'cli-table3';
import { createColors } from 'picocolors';
import type { BenchReport, BenchResult } from './run-bench.js';

/** The benchmark for the terminal: ms per step and images/s of every engine, and the ratios. */
export function benchTable({ results, ratios, defaultRatios }: BenchReport): string {
  const models = [...new Set(results.map(({ model }) => model))];
  const engines = [...new Set(results.map(engineName))];
  const table = new Table({
    head: ['Model', ...engines, ...(ratios ? ['Ratio', 'Ratio, default'] : [])],
    colAligns: ['left', ...Array<'right'>(engines.length + (ratios ? 2 : 0)).fill('right')],
    style: { head: createColors().isColorSupported ? ['bold'] : [], border: [] },
  });
  for (const model of models) {
    const cell = (engine: string) => {
      const found = results.find((result) => result.model === model && engineName(result) === engine);
      return found ? `${found.msPerStep.toFixed(1)} ms\n${Math.round(found.imagesPerSecond)} images/s` : '';
    };
    table.push([
      model,
      ...engines.map(cell),
      ...(ratios ? [ratios[model].toFixed(2), defaultRatios![model].toFixed(2)] : []),
    ]);
  }
  return table.toString();
}

function engineName({ engine, threads, wideVectors }: BenchResult): string {
  const name = engine === 'simd' ? `simd${wideVectors ? ', wide vectors' : ''}` : 'PyTorch';
  return `${name}\n${threads} ${threads === 1 ? 'thread' : 'threads'}`;
}
