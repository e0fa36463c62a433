import Table from 'cli-table3';
import { createColors } from 'picocolors';
import type { BenchReport, BenchResult } from './run-bench.js';

type Tabulated = Pick<BenchReport, 'results' | 'ratios' | 'defaultRatios' | 'keptMemoryRatios'>;

/** The benchmark for the terminal: ms per step and images/s in every setting, and the ratios. */
export function benchTable(report: Tabulated): string {
  const { results } = report;
  const settings = [...new Set(results.map(settingName))];
  const ratios = ratioColumns(report);
  const table = new Table({
    head: ['Model', ...settings, ...ratios.map(({ title }) => title)],
    colAligns: ['left', ...Array<'right'>(settings.length + ratios.length).fill('right')],
    style: { head: createColors().isColorSupported ? ['bold'] : [], border: [] },
  });
  for (const model of modelsOf(results)) {
    const cell = (setting: string) => {
      const found = find(results, model, setting);
      return found ? `${milliseconds(found.msPerStep)}\n${Math.round(found.imagesPerSecond)} images/s` : '';
    };
    table.push([model, ...settings.map(cell), ...ratios.map(({ of }) => of(model))]);
  }
  return table.toString();
}

/** The same for a README: a Markdown table of ms per step. */
export function benchMarkdown(report: Tabulated): string {
  const { results } = report;
  const settings = [...new Set(results.map(settingName))];
  const ratios = ratioColumns(report);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line([
      'Network',
      ...settings.map((name) => name.replace('\n', ', ')),
      ...ratios.map(({ title }) => title),
    ]),
    line(['---', ...[...settings, ...ratios].map(() => '---:')]),
    ...modelsOf(results).map((model) =>
      line([
        model,
        ...settings.map((setting) => {
          const found = find(results, model, setting);
          return found ? milliseconds(found.msPerStep) : '';
        }),
        ...ratios.map(({ of }) => of(model)),
      ]),
    ),
  ].join('\n');
}

function ratioColumns({ ratios, defaultRatios, keptMemoryRatios }: Tabulated) {
  const column = (title: string, values: Record<string, number> | undefined) =>
    values ? [{ title, of: (model: string) => values[model]?.toFixed(2) ?? '' }] : [];
  return [
    ...column('Ratio', ratios),
    ...column('Ratio, default', defaultRatios),
    ...column('Ratio, kept memory', keptMemoryRatios),
  ];
}

function modelsOf(results: readonly BenchResult[]): string[] {
  return [...new Set(results.map(({ model }) => model))];
}

function find(results: readonly BenchResult[], model: string, setting: string): BenchResult | undefined {
  return results.find((result) => result.model === model && settingName(result) === setting);
}

function milliseconds(value: number): string {
  return `${value < 100 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

function settingName({ engine, threads, wideVectors }: BenchResult): string {
  const name = engine.replace('pytorch', 'PyTorch').replace('-kept-memory', ', kept memory');
  return `${name}${wideVectors ? ', wide vectors' : ''}\n${threads} ${threads === 1 ? 'thread' : 'threads'}`;
}
