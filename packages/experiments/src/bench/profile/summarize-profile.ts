import type { Product, Row } from './rows.js';
import { sumByRow, type Timeline } from './timeline.js';

/** Of one training step: means over the steps that were profiled. */
export interface ModelProfile {
  model: string;
  batchSize: number;
  /** Steps that were profiled. */
  steps: number;
  msPerStep: number;
  /** The longest first; they add up to the step. */
  rows: ProfileRow[];
  /** WebAssembly programs one by one, each by the key that it was compiled for. */
  programs: ProgramProfile[];
  /** Matrix products and convolutions by shape. */
  products: ProductProfile[];
}

export interface ProfileRow {
  /**
   * `wasm`: WebAssembly, by kind of program. `javascript`: the JavaScript of a tfjs kernel, all of it where the kernel
   * has no WebAssembly; reading and disposal. `tfjs`: tfjs-core and tfjs-layers. `gc`: garbage collection.
   */
  kind: 'wasm' | 'javascript' | 'tfjs' | 'gc';
  name: string;
  calls: number;
  ms: number;
  /** Fraction of the step. */
  share: number;
}

export interface ProgramProfile {
  name: string;
  key: string;
  calls: number;
  ms: number;
}

export interface ProductProfile {
  /** Of tfjs. */
  kernel: string;
  shape: string;
  /** Those that were computed: what nobody reads is not. */
  calls: number;
  /** Of one call, of the direct algorithm. */
  multiplyAdds: number;
  /** Of one call: inputs and output, each once. */
  bytes: number;
  /** Milliseconds of one call in `programs`. */
  ms: number;
  /** 2 * multiplyAdds / ms; beyond the hardware's limit where an algorithm needs fewer operations. */
  gflops: number;
  /** The programs that carried it out, and their milliseconds in one call. */
  programs: Record<string, number>;
}

/** A kernel in JavaScript that takes more of a step than this is too slow. */
export const JAVASCRIPT_LIMIT = 0.03;

/**
 * @param pauses - of garbage collection, in milliseconds on the timeline's clock
 * @param steps - training steps within the timeline
 */
export function summarizeProfile(
  timeline: Pick<Timeline<Row>, 'segments' | 'calls'>,
  pauses: readonly { start: number; end: number }[],
  steps: number,
): Omit<ModelProfile, 'model' | 'batchSize'> {
  const { segments, calls } = timeline;
  const [from, to] = [segments[0].start, segments[segments.length - 1].end];
  const within = pauses.filter(({ start, end }) => end > from && start < to);
  const times = sumByRow(segments, within);
  const paused = within.reduce((sum, { start, end }) => sum + Math.min(end, to) - Math.max(start, from), 0);
  const entries = [...times].map(([row, ms]) => ({
    row,
    ms: ms / steps,
    calls: (calls.get(row) ?? steps) / steps,
  }));
  const msPerStep = (to - from) / steps;

  const rows = new Map<string, ProfileRow>();
  const add = (kind: ProfileRow['kind'], name: string, count: number, ms: number) => {
    const row = rows.get(`${kind} ${name}`) ?? { kind, name, calls: 0, ms: 0, share: 0 };
    row.calls += count;
    row.ms += ms;
    row.share = row.ms / msPerStep;
    rows.set(`${kind} ${name}`, row);
  };
  for (const { row, ms, calls } of entries) {
    if (row.kind === 'program') add('wasm', programName(row.name), calls, ms);
    else add(row.kind === 'rest' ? 'tfjs' : 'javascript', row.name, calls, ms);
  }
  if (within.length > 0) add('gc', 'garbage collection', within.length / steps, paused / steps);

  return {
    steps,
    msPerStep,
    rows: byTime([...rows.values()]),
    programs: programsOf(entries),
    products: productsOf(entries, steps),
  };
}

/** The rows of single JavaScript kernels that take more than their share. */
export function slowJavaScript({ rows }: Pick<ModelProfile, 'rows'>): ProfileRow[] {
  return rows.filter(({ kind, share }) => kind === 'javascript' && share > JAVASCRIPT_LIMIT);
}

/** The words that a program's key begins with: `correlation filter 6x4 {...}` -> `correlation filter`. */
function programName(key: string): string {
  return /^[A-Za-z][A-Za-z0-9-]*( [a-z]+(?= ))?/.exec(key)?.[0] ?? key;
}

interface Entry {
  row: Row;
  ms: number;
  calls: number;
}

function programsOf(entries: readonly Entry[]): ProgramProfile[] {
  const programs = new Map<string, ProgramProfile>();
  for (const { row, ms, calls } of entries) {
    if (row.kind !== 'program') continue;
    const program = programs.get(row.name) ?? {
      name: programName(row.name),
      key: row.name,
      calls: 0,
      ms: 0,
    };
    program.calls += calls;
    program.ms += ms;
    programs.set(row.name, program);
  }
  return byTime([...programs.values()]);
}

function productsOf(entries: readonly Entry[], steps: number): ProductProfile[] {
  const products = new Map<Product, ProductProfile>();
  for (const { row, ms } of entries) {
    const { product } = row;
    if (!product?.operations) continue;
    const { kernel, calls, operations } = product;
    const found = products.get(product) ?? {
      kernel,
      calls: calls / steps,
      ...operations,
      ms: 0,
      gflops: 0,
      programs: {},
    };
    products.set(product, found);
    const msPerCall = ms / found.calls;
    const name = programName(row.name);
    found.ms += msPerCall;
    found.gflops = (2 * found.multiplyAdds) / found.ms / 1e6;
    found.programs[name] = (found.programs[name] ?? 0) + msPerCall;
  }
  return [...products.values()].sort((a, b) => b.ms * b.calls - a.ms * a.calls);
}

function byTime<T extends { ms: number }>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => b.ms - a.ms);
}
