/**
 * Random programs: written once, with the values that the `cpu` backend gives, then run on another backend.
 *
 * How far another backend's values may be off is found by trial: two more runs on `cpu` disturb every result that
 * rounds, and whatever moves much under that is thrown away.
 */
import * as tf from '@tensorflow/tfjs-core';

import { makers, type Operation, type Value } from './operations.js';
import type { Random } from './random.js';

interface Expectation {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly values: readonly number[];
  /** How far off each value may be; NaN where anything goes. */
  readonly tolerance: readonly number[];
}

export type Instruction =
  | { readonly kind: 'call'; readonly operation: Operation; readonly outputs: readonly number[] }
  | { readonly kind: 'read'; readonly id: number; readonly async: boolean; readonly expected: Expectation }
  | { readonly kind: 'dispose'; readonly id: number }
  | { readonly kind: 'open' }
  | { readonly kind: 'close'; readonly keep: readonly number[] }
  | { readonly kind: 'variable'; readonly id: number; readonly from: number }
  | { readonly kind: 'assign'; readonly id: number; readonly from: number };

const NOISE = 1e-5;
const MAX_VALUES = 24;

/** The three runs on `cpu`: undisturbed, and disturbed twice. */
type Lanes = readonly [tf.Tensor, tf.Tensor, tf.Tensor];

function disturbed(tensor: tf.Tensor, random: Random): tf.Tensor {
  if (tensor.dtype !== 'float32') return tensor;
  const values = tensor.dataSync();
  const largest = largestOf(values);
  const noise = () => NOISE * (2 * random.next() - 1);
  const noisy = Float32Array.from(values, (value) =>
    value === 0 && largest === 0 ? value : value * (1 + noise()) + largest * noise(),
  );
  tensor.dispose();
  return tf.tensor(noisy, tensor.shape);
}

function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) largest = Math.max(largest, Math.abs(values[i]));
  }
  return largest;
}

function expectation(lanes: Lanes, exact: boolean): Expectation {
  const [values, ...others] = lanes.map((lane) => Array.from(lane.dataSync() as ArrayLike<number>));
  const largest = largestOf(values);
  const moved = values.map((value, i) => Math.max(...others.map((other) => Math.abs(other[i] - value))));
  const typical = Math.sqrt(
    moved.reduce((sum, m) => sum + (Number.isFinite(m) ? m * m : 0), 0) / values.length,
  );
  const tolerance = values.map((value, i) => {
    if (exact) return 0;
    if (!Number.isFinite(value)) return others.every((other) => Object.is(other[i], value)) ? 0 : NaN;
    return 4 * (moved[i] + typical) + 1e-5 * Math.abs(value) + 1e-6 * Math.max(largest, 1);
  });
  return { shape: lanes[0].shape, dtype: lanes[0].dtype, values, tolerance };
}

function isWild({ values, tolerance }: Expectation): boolean {
  const largest = largestOf(values);
  return tolerance.some(
    (t, i) => Number.isNaN(t) || (Number.isFinite(values[i]) && t > 0.01 * largest + 1e-30),
  );
}

/** Writes a program of about `length` instructions. Leaves no tensors behind; the backend must be `cpu`. */
export function writeProgram(random: Random, length: number): Instruction[] {
  const program: Instruction[] = [];
  const lanes = new Map<number, Lanes>();
  const expected = new Map<number, Expectation>();
  let values: Value[] = [];
  const variables = new Set<number>();
  const scopes: Set<number>[] = [];
  let nextId = 0;
  const totalWeight = makers.reduce((sum, [weight]) => sum + weight, 0);
  const maker = () => {
    let rest = random.next() * totalWeight;
    return (makers.find(([weight]) => (rest -= weight) < 0) ?? makers[0])[1];
  };
  const forget = (id: number) => {
    lanes.get(id)?.forEach((lane) => lane.dispose());
    lanes.delete(id);
    values = values.filter((value) => value.id !== id);
    for (const scope of scopes) scope.delete(id);
  };
  const define = (id: number, made: Lanes, exact: boolean) => {
    lanes.set(id, made);
    expected.set(id, expectation(made, exact));
    const { shape, dtype } = made[0];
    values = [...values.filter((value) => value.id !== id), { id, shape, dtype, exact }];
  };

  const call = () => {
    const operation = maker()(random, values);
    if (!operation) return;
    const exact = operation.exact && operation.inputs.every((input) => input.exact);
    const runs: tf.Tensor[][] = [];
    try {
      for (const lane of [0, 1, 2]) {
        const inputs = operation.inputs.map(({ id }) => (lanes.get(id) as Lanes)[lane]);
        const result = tf.tidy(() => operation.run(...inputs));
        const outputs = Array.isArray(result) ? result : [result];
        runs.push(
          lane === 0 || operation.exact ? outputs : outputs.map((output) => disturbed(output, random)),
        );
      }
    } catch {
      // Some calls fail in tfjs itself: slices of what its `cpu` backend keeps in plain arrays.
      return tf.dispose(runs);
    }
    const outputs = runs[0].map((_, i) => {
      const id = nextId++;
      define(id, [runs[0][i], runs[1][i], runs[2][i]], exact);
      scopes.at(-1)?.add(id);
      return id;
    });
    program.push({ kind: 'call', operation, outputs });
    for (const id of outputs) if (isWild(expected.get(id) as Expectation)) dispose(id);
    if (values.length > MAX_VALUES) dispose(random.pick(values).id);
  };
  const dispose = (id: number) => {
    program.push({ kind: 'dispose', id });
    forget(id);
  };
  const read = (id: number) =>
    program.push({ kind: 'read', id, async: random.chance(0.3), expected: expected.get(id) as Expectation });
  const close = () => {
    const inner = [...(scopes.pop() as Set<number>)];
    const keep = random.subset(inner);
    program.push({ kind: 'close', keep });
    for (const id of inner) {
      if (keep.includes(id)) scopes.at(-1)?.add(id);
      else forget(id);
    }
  };
  const assign = () => {
    if (values.length === 0) return;
    const { id: from, shape, dtype, exact } = random.pick(values);
    const copies = (lanes.get(from) as Lanes).map((lane) => tf.clone(lane)) as unknown as Lanes;
    const variable = values.find(
      (value) =>
        variables.has(value.id) &&
        value.id !== from &&
        value.dtype === dtype &&
        value.shape.join() === shape.join(),
    );
    const id = variable?.id ?? nextId++;
    if (variable) lanes.get(id)?.forEach((lane) => lane.dispose());
    variables.add(id);
    define(id, copies, exact);
    program.push({ kind: variable ? 'assign' : 'variable', id, from });
  };

  while (program.length < length) {
    const choice = random.next();
    if (values.length === 0 || choice < 0.7) call();
    else if (choice < 0.8) read(random.pick(values).id);
    else if (choice < 0.88) dispose(random.pick(values).id);
    else if (choice < 0.93) assign();
    else if (scopes.length > 0 && choice < 0.97) close();
    else if (scopes.length < 3) {
      scopes.push(new Set());
      program.push({ kind: 'open' });
    }
  }
  while (scopes.length > 0) close();
  for (const { id } of random.shuffled(values)) {
    read(id);
    if (random.chance(0.5)) dispose(id);
  }
  for (const { id } of values) forget(id);
  return program;
}

/** What went wrong: a value, its type, or an error of an operation. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** Whether a dropped instruction would have changed a variable that is read later. */
class Incomplete extends Error {}

/**
 * Runs a program on the current backend and disposes of all its tensors.
 *
 * @param attempt runs one instruction; may run it again when it throws
 * @throws {Failure}
 */
export async function runProgram(
  program: readonly Instruction[],
  attempt: <T>(step: () => T) => T = (step) => step(),
): Promise<void> {
  const tensors = new Map<number, tf.Tensor>();
  const reads: { values: ArrayLike<number>; copy: number[]; instruction: Instruction }[] = [];
  const made: Set<number>[] = [];
  const run = (instruction: Instruction): void | Promise<ArrayLike<number>> => {
    switch (instruction.kind) {
      case 'call': {
        const inputs = instruction.operation.inputs.map(({ id }) => tensors.get(id));
        if (inputs.includes(undefined)) return;
        const { operation } = instruction;
        const step = () => tf.tidy(() => operation.run(...(inputs as tf.Tensor[])));
        const result = operation.keepsOnError ? step() : attempt(step);
        const outputs = Array.isArray(result) ? result : [result];
        outputs.forEach((output, i) => {
          tensors.set(instruction.outputs[i], output);
          made.at(-1)?.add(instruction.outputs[i]);
        });
        return;
      }
      case 'read': {
        const tensor = tensors.get(instruction.id);
        if (!tensor) return;
        if (instruction.async) return tensor.data();
        return Promise.resolve(attempt(() => tensor.dataSync() as ArrayLike<number>));
      }
      case 'dispose':
        tensors.get(instruction.id)?.dispose();
        tensors.delete(instruction.id);
        return;
      case 'open':
        tf.engine().startScope();
        made.push(new Set());
        return;
      case 'close': {
        const ids = made.pop();
        if (!ids) return;
        const keep = instruction.keep.filter((id) => tensors.has(id));
        tf.engine().endScope(keep.map((id) => tensors.get(id) as tf.Tensor));
        for (const id of ids) {
          if (keep.includes(id)) made.at(-1)?.add(id);
          else tensors.delete(id);
        }
        return;
      }
      case 'variable': {
        const from = tensors.get(instruction.from);
        if (!from) throw new Incomplete();
        tensors.set(
          instruction.id,
          attempt(() => tf.variable(from)),
        );
        return;
      }
      case 'assign': {
        const from = tensors.get(instruction.from);
        const variable = tensors.get(instruction.id);
        if (!from || !variable) throw new Incomplete();
        attempt(() => (variable as tf.Variable).assign(from));
      }
    }
  };
  try {
    for (const [position, instruction] of program.entries()) {
      try {
        const values = await run(instruction);
        if (!values || instruction.kind !== 'read') continue;
        const tensor = tensors.get(instruction.id) as tf.Tensor;
        compare(instruction.expected, tensor, values);
        reads.push({ values, copy: Array.from(values), instruction });
      } catch (error) {
        if (error instanceof Incomplete) throw error;
        throw new Failure(`${position}: ${describeInstruction(instruction)}: ${(error as Error).stack}`);
      }
    }
    for (const { values, copy, instruction } of reads) {
      if (!copy.every((value, i) => Object.is(value, values[i]))) {
        throw new Failure(`an array changed after it was read: ${describeInstruction(instruction)}`);
      }
    }
  } finally {
    while (made.pop()) tf.engine().endScope();
    for (const tensor of tensors.values()) tensor.dispose();
  }
}

function compare(expected: Expectation, { shape, dtype }: tf.Tensor, values: ArrayLike<number>): void {
  if (shape.join() !== expected.shape.join())
    throw new Error(`shape [${shape}], expected [${expected.shape}]`);
  if (dtype !== expected.dtype) throw new Error(`dtype ${dtype}, expected ${expected.dtype}`);
  if (values.length !== expected.values.length) throw new Error(`${values.length} values`);
  expected.values.forEach((value, i) => {
    const tolerance = expected.tolerance[i];
    if (Object.is(values[i], value) || Number.isNaN(tolerance)) return;
    if (Math.abs(values[i] - value) <= tolerance && (tolerance > 0 || Object.is(values[i], value))) return;
    const shown = Object.is(values[i], -0) ? '-0' : values[i];
    throw new Error(
      `value ${i} of [${shape}] is ${shown}, expected ${Object.is(value, -0) ? '-0' : value} within ${tolerance}`,
    );
  });
}

function describeInstruction(instruction: Instruction): string {
  if (instruction.kind === 'call') {
    const { operation, outputs } = instruction;
    const inputs = operation.inputs.map(({ id, shape, dtype }) => `${id}: ${dtype}[${shape}]`);
    return `${outputs} = ${operation.text} of (${inputs.join(', ')})`;
  }
  return Object.entries(instruction)
    .filter(([key]) => key !== 'expected')
    .map(([key, value]) => (key === 'kind' ? String(value) : `${key} ${value}`))
    .join(' ');
}

export const describeProgram = (program: readonly Instruction[]) =>
  program.map((instruction, i) => `${i}: ${describeInstruction(instruction)}`).join('\n');

/** Leaves out whatever is not needed for the program to fail. */
export async function shrink(
  program: readonly Instruction[],
  fails: (program: readonly Instruction[]) => Promise<boolean>,
): Promise<readonly Instruction[]> {
  let smallest = program;
  for (
    let chunk = Math.ceil(program.length / 2);
    chunk >= 1;
    chunk = chunk === 1 ? 0 : Math.ceil(chunk / 2)
  ) {
    for (let start = smallest.length - chunk; start > -chunk; start -= chunk) {
      const candidate = smallest.filter((_, i) => i < start || i >= start + chunk);
      if (await fails(candidate)) smallest = candidate;
    }
  }
  return smallest;
}
