/**
 * A plan says how to compute a value, and the values that are worth storing on the way, in one loop: which
 * leaves and constants to read, which operations to do in which order, which results to write. Training repeats
 * itself step after step, so plans are looked up by the structure of what they compute, and their code with them.
 */
import type { Program } from '../wasm/program.js';
import type { Buffer, Mode, Node } from './node.js';
import { type Operation, operationAt, operations } from './operations.js';

export interface Reference {
  readonly kind: 'step' | 'leaf' | 'constant';
  readonly index: number;
}

export interface Step {
  readonly operation: Operation;
  readonly operands: readonly Reference[];
  /** Which of the results that the loop writes this is, or -1. */
  readonly output: number;
}

/** What the code of a loop depends on. */
export interface Plan {
  /** Names it all. */
  readonly key: string;
  readonly steps: readonly Step[];
  /** How each leaf is read. */
  readonly leaves: readonly Mode[];
  /** How many constants the loop has. */
  readonly constants: number;
  /** How many results the loop writes. */
  readonly stored: number;
  /** Where the values of the roots are found. */
  readonly results: readonly Reference[];
  /** Whether a leaf is read by row or column. */
  readonly byRows: boolean;
  /** The loops made from this plan so far, by kind. */
  readonly programs: Map<string, Program>;
}

/** A plan and what it is to work on. */
export interface BoundPlan {
  readonly plan: Plan;
  readonly leaves: readonly Buffer[];
  readonly constants: readonly number[];
  /** The nodes whose values the loop writes. */
  readonly stored: readonly Node[];
  /** Row length where a leaf is read by row or column, else 0. */
  readonly columns: number;
}

/** Above this much work per element a value is stored for its later readers rather than computed again. */
const RECOMPUTE_LIMIT = 12;

const IDENTITY = operations.get('Identity') as Operation;
const KINDS = ['step', 'leaf', 'constant'] as const;
const MODES: readonly Mode[] = ['full', 'row', 'column', 'scalar'];
/** Ends a section of a plan's code; no index is as large. */
const END = 0xffff;

/** Makes plans, one at a time; it keeps what it has made. */
export class Planner {
  private readonly plans = new Map<string, Plan>();
  private size = 0;
  /** Which values on the way are stored, besides the root. */
  private storing: 'nothing' | 'expensive' | 'all' = 'nothing';
  /**
   * The structure so far, as numbers: of each step its operation, its number of operands, the operands' references
   * (3 times the index, plus the kind) and its output plus 1.
   */
  private code: number[] = [];
  private steps = 0;
  private leaves: Buffer[] = [];
  private modes: number[] = [];
  private constants: number[] = [];
  private stored: Node[] = [];
  private expensive: Node[] = [];
  /** The operations visited, and what {@link visit} has found of each. `node.visit` is the index. */
  private visited: Node[] = [];
  private references: number[] = [];
  private costs: number[] = [];
  private unowned: boolean[] = [];
  /** Of the last visit: work per element since the nearest leaves. */
  private cost = 0;
  /** Of the last visit: whether large memory that no live tensor owns is read. */
  private readsUnowned = false;

  /**
   * Plans the computation of `root` into memory.
   *
   * Other pending values on the way are written along when their tensors are alive and leaving them pending
   * would either repeat expensive work or keep memory alive that nothing else owns (as the moments of an
   * optimiser would, step after step). What is cheap to compute again from tensors that live on stays pending:
   * most of it is disposed of before anybody asks.
   *
   * Operands that are read by row or column must be leaves or constants already.
   */
  planStore(root: Node): BoundPlan {
    this.begin(root.size, 'all');
    const result = root.operation ? this.step(root, root.operation, true) : this.filled(root);
    return this.finish([result], root.columns);
  }

  /**
   * Plans the computation of `roots`, all of one size, for a loop that reduces them.
   *
   * @param storing whether the loop can store live values that are too expensive to compute here and again later
   * @returns the plan, and if the loop cannot, these values
   */
  planReduction(roots: readonly Node[], storing: boolean): { bound: BoundPlan; expensive: readonly Node[] } {
    this.begin(roots[0].size, storing ? 'expensive' : 'nothing');
    const results: number[] = [];
    let columns = 0;
    for (const root of roots) {
      results.push(this.visit(root, 'full'));
      columns = Math.max(columns, root.columns);
    }
    return { bound: this.finish(results, columns), expensive: this.expensive };
  }

  /** Plans a loop that computes `root` into memory, as {@link planStore} does, and reduces `others` on the way. */
  planStoreAndReduce(root: Node, others: readonly Node[]): BoundPlan {
    this.begin(root.size, 'all');
    let { columns } = root;
    if (root.operation) this.step(root, root.operation, true);
    this.storing = 'expensive';
    const results: number[] = [];
    for (const other of others) {
      results.push(this.visit(other, 'full'));
      columns = Math.max(columns, other.columns);
    }
    return this.finish(results, columns);
  }

  private begin(size: number, storing: Planner['storing']): void {
    this.size = size;
    this.storing = storing;
    this.code = [];
    this.steps = 0;
    this.leaves = [];
    this.modes = [];
    this.constants = [];
    this.stored = [];
    this.expensive = [];
    this.visited = [];
    this.references = [];
    this.costs = [];
    this.unowned = [];
  }

  private finish(results: readonly number[], columns: number): BoundPlan {
    const { code, leaves, modes, constants, stored } = this;
    code.push(END, ...modes, END, constants.length, stored.length, ...results);
    const key = String.fromCharCode(...code);
    let plan = this.plans.get(key);
    if (!plan) {
      plan = decode(code);
      this.plans.set(key, plan);
    }
    return { plan, leaves, constants, stored, columns: plan.byRows ? columns : 0 };
  }

  /** Adds what a value needs to the plan. Returns its reference. */
  private visit(node: Node, mode: Mode): number {
    if (node.operation === null)
      return node.buffer ? this.leaf(node, node.buffer, mode) : this.constant(node);
    const seen = node.visit;
    if (this.visited[seen] !== node) return this.step(node, node.operation, false);
    this.cost = this.costs[seen];
    this.readsUnowned = this.unowned[seen];
    return this.references[seen];
  }

  private step(node: Node, operation: Operation, isRoot: boolean): number {
    const { operands, modes } = node;
    let { cost } = operation;
    let readsUnowned = false;
    const [a, b, c] = operands;
    const references = [0, 0, 0];
    for (let i = 0; i < operands.length; i++) {
      references[i] = this.visit(i === 0 ? a : i === 1 ? b : c, modes[i]);
      cost += this.cost;
      readsUnowned ||= this.readsUnowned;
    }
    let output = -1;
    const isExpensive = node.owned && cost > RECOMPUTE_LIMIT;
    if (this.storing === 'nothing') {
      if (isExpensive) this.expensive.push(node);
    } else {
      const keepsUnowned = this.storing === 'all' && node.owned && readsUnowned;
      const alongTheWay = node.size === this.size && (isExpensive || keepsUnowned);
      if (isRoot || alongTheWay) output = this.stored.push(node) - 1;
    }
    const { code } = this;
    code.push(operation.index, operands.length);
    for (let i = 0; i < operands.length; i++) code.push(references[i]);
    code.push(output + 1);
    const reference = 3 * this.steps++;
    this.cost = output < 0 ? cost : 0;
    this.readsUnowned = output < 0 && readsUnowned;
    node.visit = this.visited.push(node) - 1;
    this.references.push(reference);
    this.costs.push(this.cost);
    this.unowned.push(this.readsUnowned);
    return reference;
  }

  /** A constant that somebody wants in memory. */
  private filled(node: Node): number {
    const reference = this.constant(node);
    this.stored.push(node);
    this.code.push(IDENTITY.index, 1, reference, 1);
    return 3 * this.steps++;
  }

  private leaf(node: Node, buffer: Buffer, mode: Mode): number {
    const modeIndex = MODES.indexOf(mode);
    let index = 0;
    while (index < this.leaves.length && (this.leaves[index] !== buffer || this.modes[index] !== modeIndex)) {
      index++;
    }
    if (index === this.leaves.length) {
      this.leaves.push(buffer);
      this.modes.push(modeIndex);
    }
    this.cost = 0;
    this.readsUnowned = !node.owned && 4 * node.size >= this.size;
    return 3 * index + 1;
  }

  private constant(node: Node): number {
    this.cost = 0;
    this.readsUnowned = false;
    return 3 * (this.constants.push(node.value) - 1) + 2;
  }
}

/** Reads the code that {@link Planner} writes. */
function decode(code: readonly number[]): Plan {
  let at = 0;
  const reference = (): Reference => {
    const encoded = code[at++];
    return { kind: KINDS[encoded % 3], index: Math.floor(encoded / 3) };
  };
  const steps: Step[] = [];
  while (code[at] !== END) {
    const operation = operationAt(code[at++]);
    const operands = Array.from({ length: code[at++] }, reference);
    steps.push({ operation, operands, output: code[at++] - 1 });
  }
  const leaves: Mode[] = [];
  for (at++; code[at] !== END; at++) leaves.push(MODES[code[at]]);
  const [constants, stored] = [code[at + 1], code[at + 2]];
  at += 3;
  const results = Array.from({ length: code.length - at }, reference);
  const byRows = leaves.some((mode) => mode === 'row' || mode === 'column');
  return {
    key: describe(steps, leaves, constants, results),
    steps,
    leaves,
    constants,
    stored,
    results,
    byRows,
    programs: new Map(),
  };
}

function describe(
  steps: readonly Step[],
  leaves: readonly Mode[],
  constants: number,
  results: readonly Reference[],
): string {
  const name = ({ kind, index }: Reference) => `${kind[0]}${index}`;
  const written = steps.map(
    ({ operation, operands, output }) =>
      `${operation.name}(${operands.map(name).join()})${output < 0 ? '' : `>${output}`};`,
  );
  const shape = leaves.map((mode) => mode[0]).join('');
  return `${written.join('')}|${shape}|${constants}|${results.map(name).join()}`;
}
