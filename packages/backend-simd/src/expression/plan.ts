/**
 * A plan says how to compute a value, and the values that are worth storing on the way, in one loop: which
 * leaves and constants to read, which operations to do in which order, which results to write.
 */
import type { Buffer, Mode, Node } from './node.js';
import { type Operation, operations } from './operations.js';

export interface Reference {
  readonly kind: 'step' | 'leaf' | 'constant';
  readonly index: number;
}

export interface Step {
  readonly operation: Operation;
  readonly operands: readonly Reference[];
  /** Index into {@link Plan.stored}, or -1. */
  readonly output: number;
}

export interface Plan {
  /** Names everything that the generated code depends on. */
  readonly key: string;
  readonly steps: readonly Step[];
  readonly leaves: readonly { readonly buffer: Buffer; readonly mode: Mode }[];
  readonly constants: readonly number[];
  /** The nodes whose values the loop writes. */
  readonly stored: readonly Node[];
  /** Where the values of the roots are found. */
  readonly results: readonly Reference[];
  /** Row length where a leaf is read by row or column, else 0. */
  readonly columns: number;
}

const name = ({ kind, index }: Reference) => `${kind[0]}${index}`;

const IDENTITY = operations.get('Identity') as Operation;

/** Above this much work per element a value is stored for its later readers rather than computed again. */
const RECOMPUTE_LIMIT = 12;

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
export function planStore(root: Node): Plan {
  const builder = new PlanBuilder(root.size, true);
  return builder.finish([builder.visit(root, 'full', true).reference], root.columns);
}

/**
 * Plans the computation of `roots`, all of one size, for a loop that reduces them and stores nothing else.
 *
 * @returns the plan, and the live values on the way that are too expensive to compute here and again later
 */
export function planReduction(roots: readonly Node[]): { plan: Plan; expensive: readonly Node[] } {
  const builder = new PlanBuilder(roots[0]?.size ?? 0, false);
  const results = roots.map((root) => builder.visit(root, 'full', false).reference);
  const plan = builder.finish(results, Math.max(...roots.map(({ columns }) => columns)));
  return { plan, expensive: builder.expensive };
}

interface Visit {
  readonly reference: Reference;
  /** Work per element since the nearest leaves. */
  readonly cost: number;
  /** Whether large memory that no live tensor owns is read. */
  readonly readsUnowned: boolean;
}

class PlanBuilder {
  private readonly steps: Step[] = [];
  private readonly leaves: { buffer: Buffer; mode: Mode }[] = [];
  private readonly constants: number[] = [];
  private readonly stored: Node[] = [];
  private readonly visits = new Map<Node, Visit>();
  readonly expensive: Node[] = [];
  private key = '';

  constructor(
    private readonly size: number,
    private readonly storing: boolean,
  ) {}

  visit(node: Node, mode: Mode, isRoot: boolean): Visit {
    if (node.operation === null && !(isRoot && this.storing))
      return node.buffer ? this.leaf(node, mode) : this.constant(node);
    const seen = this.visits.get(node);
    if (seen) return seen;
    const visit = node.operation ? this.step(node, node.operation, isRoot) : this.filled(node);
    this.visits.set(node, visit);
    return visit;
  }

  finish(results: readonly Reference[], columns: number): Plan {
    const { steps, leaves, constants, stored } = this;
    const shape = leaves.map((leaf) => leaf.mode[0]).join('');
    const byRows = leaves.some(({ mode }) => mode === 'row' || mode === 'column');
    return {
      key: `${this.key}|${shape}|${constants.length}|${results.map(name).join()}${byRows ? '|rows' : ''}`,
      steps,
      leaves,
      constants,
      stored,
      results,
      columns: byRows ? columns : 0,
    };
  }

  private step(node: Node, operation: Operation, isRoot: boolean): Visit {
    let cost = operation.cost;
    let readsUnowned = false;
    const operands: Reference[] = [];
    node.operands.forEach((operand, i) => {
      const visit = this.visit(operand, node.modes[i], false);
      operands.push(visit.reference);
      cost += visit.cost;
      readsUnowned ||= visit.readsUnowned;
    });
    let output = -1;
    if (this.storing) {
      const alongTheWay = node.owned && node.size === this.size && (cost > RECOMPUTE_LIMIT || readsUnowned);
      if (isRoot || alongTheWay) output = this.stored.push(node) - 1;
    } else if (node.owned && cost > RECOMPUTE_LIMIT) {
      this.expensive.push(node);
    }
    const index = this.steps.push({ operation, operands, output }) - 1;
    this.key += `${operation.name}(${operands.map(name).join()})${output < 0 ? '' : `>${output}`};`;
    return output < 0
      ? { reference: { kind: 'step', index }, cost, readsUnowned }
      : { reference: { kind: 'step', index }, cost: 0, readsUnowned: false };
  }

  /** A constant that somebody wants in memory. */
  private filled(node: Node): Visit {
    const { reference } = this.constant(node);
    const output = this.stored.push(node) - 1;
    const index = this.steps.push({ operation: IDENTITY, operands: [reference], output }) - 1;
    this.key += `fill>${output};`;
    return { reference: { kind: 'step', index }, cost: 0, readsUnowned: false };
  }

  private leaf(node: Node, mode: Mode): Visit {
    const buffer = node.buffer as Buffer;
    let index = this.leaves.findIndex((leaf) => leaf.buffer === buffer && leaf.mode === mode);
    if (index < 0) index = this.leaves.push({ buffer, mode }) - 1;
    const readsUnowned = !node.owned && 4 * node.size >= this.size;
    return { reference: { kind: 'leaf', index }, cost: 0, readsUnowned };
  }

  private constant(node: Node): Visit {
    const index = this.constants.push(node.value) - 1;
    return { reference: { kind: 'constant', index }, cost: 0, readsUnowned: false };
  }
}
