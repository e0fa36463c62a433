import Table from 'cli-table3';
import { createColors } from 'picocolors';
import type { MemoryAtStep, StepMemory } from './measure-memory.js';
import type { ModelMemory } from './run-memory.js';

/** Peaks of simd and PyTorch for the terminal. */
export function memoryTable(models: readonly ModelMemory[]): string {
  const table = newTable(['Model', 'Engine', 'Peak', 'Before training', 'Difference', 'WebAssembly memory']);
  for (const { model, simd, pytorch } of models) {
    const row = (engine: string, { peakBytes, baselineBytes, reservedBytes }: StepMemory) =>
      table.push([
        model,
        engine,
        mebibytes(peakBytes),
        mebibytes(baselineBytes),
        mebibytes(peakBytes - baselineBytes),
        reservedBytes === undefined ? '' : mebibytes(reservedBytes),
      ]);
    row('simd', simd);
    if (pytorch) row('PyTorch', pytorch);
  }
  return table.toString();
}

/** Memory over the steps of a long training for the terminal. */
export function growthTable(steps: readonly MemoryAtStep[]): string {
  const table = newTable([
    'Step',
    'In use (bytes)',
    'WebAssembly memory',
    'Tensors',
    'JavaScript heap',
    'Resident',
  ]);
  for (const { step, inUseBytes, reservedBytes, tensors, heapBytes, residentBytes } of steps) {
    table.push([
      step,
      inUseBytes,
      mebibytes(reservedBytes),
      tensors,
      mebibytes(heapBytes),
      mebibytes(residentBytes),
    ]);
  }
  return table.toString();
}

function newTable(head: string[]): Table.Table {
  return new Table({
    head,
    colAligns: head.map((title) => (title === 'Model' || title === 'Engine' ? 'left' : 'right')),
    style: { head: createColors().isColorSupported ? ['bold'] : [], border: [], compact: true },
  });
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}
