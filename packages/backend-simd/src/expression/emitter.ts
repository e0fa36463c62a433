import { f32, f32x4, i32, if_, local, type Local, v128 } from 'wasmati';

import { TEMPORARIES } from '../wasm/vector-math.js';
import type { Plan, Reference } from './plan.js';

type Integer = Local<'i32'>;
type Vector = Local<'v128'>;

/** Hands out a function's declared locals one by one. */
export class LocalPool {
  private nextInteger = 0;
  private nextVector = 0;

  constructor(
    private readonly integers: readonly Integer[],
    private readonly vectors: readonly Vector[],
  ) {}

  integer(): Integer {
    return taken(this.integers[this.nextInteger++]);
  }

  vector(): Vector {
    return taken(this.vectors[this.nextVector++]);
  }
}

function taken<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A kernel needs more locals than it declares.');
  return value;
}

/** Where the vectors of one iteration lie, in bytes from the start of what each kind of leaf points at. */
export interface Position {
  /** Offset into leaves that are read in full, and into the results. */
  readonly full: Integer;
  /** Offset into leaves that are read by row. */
  readonly row: Integer;
}

/** Emits the straight-line code of a plan: operands loaded, steps done, results handed to whoever stores them. */
export class Emitter {
  private readonly pointers: Integer[];
  private readonly outputs: Integer[];
  private readonly invariant: (Vector | null)[];
  private readonly constants: Vector[];
  private readonly lanes: { leaves: (Vector | null)[]; steps: Vector[] }[];
  private readonly temporaries: Vector[];

  /** Locals that a function with this emitter must declare. */
  static locals(plan: Plan, vectors: number): { integers: number; vectors: number } {
    const perLane = plan.leaves.length + plan.steps.length;
    return {
      integers: plan.leaves.length + plan.stored,
      vectors: plan.leaves.length + plan.constants + vectors * perLane + TEMPORARIES,
    };
  }

  /** @param vectors how many vectors of four one iteration handles at most */
  constructor(
    private readonly plan: Plan,
    pool: LocalPool,
    vectors: number,
  ) {
    this.pointers = plan.leaves.map(() => pool.integer());
    this.outputs = Array.from({ length: plan.stored }, () => pool.integer());
    this.invariant = plan.leaves.map((mode) =>
      mode === 'scalar' || mode === 'column' ? pool.vector() : null,
    );
    this.constants = Array.from({ length: plan.constants }, () => pool.vector());
    this.lanes = Array.from({ length: vectors }, () => ({
      leaves: plan.leaves.map((mode) => (mode === 'full' || mode === 'row' ? pool.vector() : null)),
      steps: plan.steps.map(() => pool.vector()),
    }));
    this.temporaries = Array.from({ length: TEMPORARIES }, () => pool.vector());
  }

  /**
   * Reads the argument block from word `first` on: leaf pointers, result pointers, constants.
   */
  prologue(args: Integer, first: number): void {
    let offset = 4 * first;
    for (const pointer of [...this.pointers, ...this.outputs]) {
      local.set(pointer, i32.load({ offset }, args));
      offset += 4;
    }
    for (const constant of this.constants) {
      local.set(constant, v128.load32_splat({ offset }, args));
      offset += 4;
    }
    this.plan.leaves.forEach((mode, i) => {
      if (mode === 'scalar') local.set(this.invariant[i] as Vector, v128.load32_splat({}, this.pointers[i]));
    });
  }

  /** Loads what is the same for a whole row. `row` is the row's number. */
  beginRow(row: Integer): void {
    this.plan.leaves.forEach((mode, i) => {
      if (mode !== 'column') return;
      const address = i32.add(this.pointers[i], i32.shl(row, 2));
      local.set(this.invariant[i] as Vector, v128.load32_splat({}, address));
    });
  }

  /** Loads the row vectors at a position; before a loop over rows at that position. */
  loadRowLeaves(position: Position, vectors: number): void {
    this.load('row', position, vectors);
  }

  /**
   * Computes `vectors` adjacent vectors.
   *
   * @param withRowLeaves whether row vectors are loaded here or have been before
   */
  body(position: Position, vectors: number, withRowLeaves: boolean): void {
    this.load('full', position, vectors);
    if (withRowLeaves) this.load('row', position, vectors);
    // Step by step over all vectors, so that V8 finds the pairs it can join into wide ones.
    this.plan.steps.forEach(({ operation, operands }, i) => {
      for (let lane = 0; lane < vectors; lane++) {
        const inputs = operands.map((operand) => this.value(operand, lane));
        operation.emit(this.lanes[lane]?.steps[i], inputs, this.temporaries);
      }
    });
  }

  /** The local that holds a root's value after {@link body}. */
  result(lane: number, root = 0): Vector {
    return this.value(this.plan.results[root], lane);
  }

  /** Writes the stored steps of `vectors` adjacent vectors. */
  store(position: Position, vectors: number): void {
    this.forEachOutput((output, index) => {
      for (let lane = 0; lane < vectors; lane++) {
        v128.store({ offset: 16 * lane }, i32.add(output, position.full), this.lanes[lane]?.steps[index]);
      }
    });
  }

  /** Writes only the first 1 to 3 floats of a vector: a row's end must not touch the next row. */
  storeTail(position: Position, count: Integer): void {
    this.forEachOutput((output, index) => {
      storeFloats(output, position.full, this.lanes[0]?.steps[index], count);
    });
  }

  private forEachOutput(store: (output: Integer, step: number) => void): void {
    this.plan.steps.forEach(({ output }, index) => {
      if (output >= 0) store(this.outputs[output], index);
    });
  }

  private load(mode: 'full' | 'row', position: Position, vectors: number): void {
    this.plan.leaves.forEach((leafMode, i) => {
      if (leafMode !== mode) return;
      for (let lane = 0; lane < vectors; lane++) {
        const address = i32.add(this.pointers[i], position[mode]);
        local.set(this.lanes[lane]?.leaves[i] as Vector, v128.load({ offset: 16 * lane }, address));
      }
    });
  }

  private value({ kind, index }: Reference, lane: number): Vector {
    if (kind === 'constant') return this.constants[index];
    if (kind === 'step') return this.lanes[lane]?.steps[index];
    return this.invariant[index] ?? (this.lanes[lane]?.leaves[index] as Vector);
  }
}

/** Stores the first `count` (1 to 3) floats of a vector at `base + offset`. */
export function storeFloats(base: Integer, offset: Integer, value: Vector, count: Integer): void {
  f32.store({}, i32.add(base, offset), f32x4.extract_lane(0, value));
  for (const lane of [1, 2] as const) {
    i32.gt_s(count, lane);
    if_(null, () => {
      f32.store({ offset: 4 * lane }, i32.add(base, offset), f32x4.extract_lane(lane, value));
    });
  }
}
