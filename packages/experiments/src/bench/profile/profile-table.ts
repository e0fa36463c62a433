import Table from 'cli-table3';
import { createColors } from 'picocolors';
import { percent } from '../../report/numbers.js';
import { JAVASCRIPT_LIMIT, type ModelProfile, slowJavaScript } from './summarize-profile.js';

/** Rows below this share of the step are added up. */
const SMALLEST = 0.003;

/** A profile for the terminal: where the time goes, the products by shape, and what is too slow. */
export function profileTables(profile: ModelProfile): string {
  const { model, batchSize, msPerStep, steps } = profile;
  return [
    `${model}, batch ${batchSize}: ${msPerStep.toFixed(2)} ms per step, mean of ${steps} steps`,
    rowsTable(profile),
    productsTable(profile),
    verdict(profile),
  ].join('\n');
}

function rowsTable({ rows }: ModelProfile): string {
  const table = newTable(['Kind', 'Name', 'Calls', 'ms', 'Share'], 2);
  const shown = rows.filter(({ share }) => share >= SMALLEST);
  const others = rows.filter(({ share }) => share < SMALLEST);
  for (const { kind, name, calls, ms, share } of shown) {
    table.push([kind, name, perStep(calls), ms.toFixed(3), percent(share)]);
  }
  if (others.length > 0) {
    const sum = (of: (row: (typeof rows)[number]) => number) =>
      others.reduce((total, row) => total + of(row), 0);
    table.push([
      '',
      `${others.length} others`,
      perStep(sum(({ calls }) => calls)),
      sum(({ ms }) => ms).toFixed(3),
      percent(sum(({ share }) => share)),
    ]);
  }
  return table.toString();
}

function productsTable({ products }: ModelProfile): string {
  const table = newTable(['Kernel', 'Shape', 'Calls', 'ms per call', 'GFLOP/s', 'Programs'], 2);
  for (const { kernel, shape, calls, ms, gflops, programs } of products) {
    const names = Object.entries(programs).map(([name, time]) => `${name} ${time.toFixed(3)}`);
    table.push([kernel, shape, perStep(calls), ms.toFixed(3), gflops.toFixed(0), names.join(', ')]);
  }
  return table.toString();
}

function verdict(profile: ModelProfile): string {
  const limit = `${100 * JAVASCRIPT_LIMIT} % of the step`;
  const slow = slowJavaScript(profile).map(({ name, share }) => `${name} ${percent(share)}`);
  return slow.length > 0
    ? `JavaScript kernels that take more than ${limit}: ${slow.join(', ')}`
    : `No single JavaScript kernel takes more than ${limit}.`;
}

function newTable(head: string[], textColumns: number): Table.Table {
  return new Table({
    head,
    colAligns: head.map((_, column) =>
      column < textColumns || head[column] === 'Programs' ? 'left' : 'right',
    ),
    style: { head: createColors().isColorSupported ? ['bold'] : [], border: [], compact: true },
  });
}

/** 12 -> `12`, 0.254 -> `0.25` */
function perStep(calls: number): string {
  return String(Number(calls.toFixed(2)));
}
