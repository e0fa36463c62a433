import type { Epilogue, Runtime } from '../compute/runtime.js';
import type { Memory } from '../memory.js';
import type { Launcher } from '../threads/launcher.js';
import type { Entry, Program, ProgramCache } from '../wasm/program.js';
import { CHUNK, flatProgram, rowsProgram } from './elementwise-program.js';
import { Buffer, type Mode, Node, type Reduction } from './node.js';
import { type Operation, operations } from './operations.js';
import { type BoundPlan, type Plan, Planner } from './plan.js';
import { type Product, type ProductEnd, productEnd } from './product.js';
import { reduceColumnsProgram, type Reducer, reduceRowsProgram } from './reduction-program.js';

export interface Operand {
  readonly node: Node;
  readonly mode: Mode;
  /** Row length for the modes `row` and `column`, else 0. */
  readonly columns: number;
}

/**
 * Longer chains are computed before they grow further: it bounds the code, what a chain keeps alive, and the
 * arguments of a loop (64 operations of up to three operands have at most 129 leaves and constants, and 64 results).
 */
const MAX_WEIGHT = 64;
/** More reductions than this do not wait for each other. */
const MAX_PENDING = 16;
/** More products than this do not wait, and keep the memory of their operands. */
const MAX_PRODUCTS = 8;
/** The most reductions in one loop: each takes registers for its sums. */
const MAX_TOGETHER = 4;

/** The deferred elementwise maths of a backend: records expressions, and computes them when asked to. */
export class Expressions {
  private readonly memory: Memory;
  private readonly programs: ProgramCache;
  private readonly launcher: Launcher;
  /** Reductions that are not computed yet, and some that need not be any more. */
  private readonly pending = new Set<Node>();
  /** Products that are not computed yet, and some that need not be any more; the oldest first. */
  private readonly products = new Set<Node>();
  /** Products that wait, but whose ends have been computed. */
  private readonly ended = new WeakSet<Node>();
  /** Keys of products that were wanted in full after their ends had been computed. */
  private readonly wantedTwice = new Set<string>();
  private readonly planner = new Planner();

  constructor({ memory, programs, launcher }: Runtime) {
    this.memory = memory;
    this.programs = programs;
    this.launcher = launcher;
  }

  /** An uninitialised leaf of `size` floats. */
  allocate(size: number): Node {
    return Node.leaf(size, new Buffer(this.memory, this.memory.allocate(4 * size)));
  }

  /** A leaf with a copy of `values`. */
  upload(values: ArrayLike<number>): Node {
    const node = this.allocate(values.length);
    this.memory.f32(this.pointer(node), values.length).set(values);
    return node;
  }

  /** Records an operation on operands; constants are folded at once. */
  record(name: string, size: number, operands: readonly Operand[]): Node {
    const operation = operations.get(name) as Operation;
    let weight = 1;
    let allConstant = true;
    for (const { node } of operands) {
      weight += node.weight;
      allConstant &&= node.isConstant;
    }
    if (allConstant) {
      const value = operation.evaluate(...operands.map(({ node }) => node.value));
      return Node.constant(size, Math.fround(value));
    }
    if (weight > MAX_WEIGHT) this.lighten(operands);
    const columns = this.agreeOnColumns(operands);
    const nodes: Node[] = [];
    const modes: Mode[] = [];
    let expansions: Node[] | null = null;
    try {
      for (const operand of operands) {
        let { node, mode } = operand;
        if (operand.columns !== 0 && operand.columns !== columns) {
          node = expansion(operand, size);
          mode = 'full';
          (expansions ??= []).push(node);
          this.compute(node);
        }
        nodes.push(node);
        modes.push(node.isConstant ? 'scalar' : mode);
      }
      return Node.operation(size, operation, nodes, modes, columns);
    } finally {
      // The new node alone holds on to operands that were made for it.
      if (expansions) for (const node of expansions) node.disown();
    }
  }

  /** Computes the heaviest operands until an operation on them is not too heavy. */
  private lighten(operands: readonly Operand[]): void {
    for (;;) {
      const weight = operands.reduce((sum, { node }) => sum + node.weight, 1);
      if (weight <= MAX_WEIGHT) return;
      this.compute(operands.reduce((a, b) => (b.node.weight > a.node.weight ? b : a)).node);
    }
  }

  /** Makes sure that a node's values are in memory, and returns where. */
  pointer(node: Node): number {
    if (!node.buffer) this.compute(node);
    return (node.buffer as Buffer).pointer;
  }

  /**
   * Records a reduction of [groups, rows, columns] over its rows. It waits for others of the same values, such as
   * those of a batch normalisation's gradient: together they read the values once.
   *
   * @returns a node of groups x columns values
   */
  reduceRows(source: Node, reduction: Reduction): Node {
    if (this.pending.size >= MAX_PENDING) this.flush();
    if (source.columns > 0 && source.columns !== reduction.columns) this.compute(source);
    const node = Node.reduction(source, reduction);
    this.pending.add(node);
    return node;
  }

  /** Records a product of operands, which it reads in full. */
  multiply(size: number, product: Product, operands: readonly Node[]): Node {
    for (const waiting of this.products) {
      if (!waiting.product) this.products.delete(waiting);
      else if (this.products.size >= MAX_PRODUCTS) this.compute(waiting);
    }
    const node = Node.product(size, product, operands);
    this.products.add(node);
    return node;
  }

  /** Computes the reductions that wait, which keep the memory of what they reduce. */
  flush(): void {
    if (this.pending.size === 0) return;
    for (const node of this.pending) {
      if (node.reduction) this.computeReduction(node, node.reduction);
    }
    this.pending.clear();
  }

  /**
   * Reduces every row of [rows, columns].
   *
   * @returns a new leaf of `rows` values
   */
  reduceColumns(node: Node, shape: { rows: number; columns: number }, reducer: Reducer): Node {
    const { rows, columns } = shape;
    if (node.columns > 0 && node.columns !== columns) {
      if (rows > 1) {
        this.compute(node);
      } else {
        // Everything is reduced: first along the rows that the expression is made of.
        const partial = this.reduceColumns(
          node,
          { rows: columns / node.columns, columns: node.columns },
          reducer,
        );
        return this.total(partial, reducer);
      }
    }
    if (rows === 1 && columns > CHUNK && node.columns === 0) {
      const partial = this.reduceRowsOf(node, Math.ceil(columns / CHUNK), CHUNK, columns, reducer);
      return this.total(partial, reducer);
    }
    return this.reduceRowsOf(node, rows, columns, rows * columns, reducer);
  }

  /** Reduces partial results, which are given up, to one value. */
  private total(partial: Node, reducer: Reducer): Node {
    try {
      return this.reduceColumns(partial, { rows: 1, columns: partial.size }, reducer);
    } finally {
      partial.disown();
    }
  }

  /** `count` new leaves of one size that `fill` fills; they are given back when it throws. */
  private filled(count: number, size: number, fill: (pointers: readonly number[]) => void): Node[] {
    const leaves: Node[] = [];
    const pointers: number[] = [];
    try {
      for (let i = 0; i < count; i++) {
        const leaf = this.allocate(size);
        leaves.push(leaf);
        pointers.push(this.pointer(leaf));
      }
      fill(pointers);
      return leaves;
    } catch (error) {
      for (const leaf of leaves) leaf.disown();
      throw error;
    }
  }

  private reduceRowsOf(node: Node, rows: number, columns: number, length: number, reducer: Reducer): Node {
    this.prepare(node);
    const bound = this.reductionPlan([node]);
    const rowsPerTask = Math.max(1, Math.floor(CHUNK / columns));
    const program = this.program(bound.plan, `reduce-columns ${reducer}`, (plan) =>
      reduceColumnsProgram(plan, reducer),
    );
    const [result] = this.filled(1, rows, ([pointer]) => {
      const words = [rows, columns, rowsPerTask, length, pointer];
      this.launch(program, Math.ceil(rows / rowsPerTask), bound, words);
    });
    return result;
  }

  private compute(node: Node): void {
    if (node.buffer) return;
    if (node.reduction) return this.computeReduction(node, node.reduction);
    if (node.product) return this.computeProduct(node, node.product);
    const end = productEnd(node);
    if (end && this.endsProduct(end)) return this.computeEnd(node, end);
    this.prepare(node);
    const bound = this.planner.planStore(node);
    const { plan, columns, stored } = bound;
    const leaves = this.filled(stored.length, node.size, (pointers) => {
      if (plan.byRows) {
        const rows = node.size / columns;
        const rowsPerTask = Math.max(1, Math.floor(CHUNK / columns));
        const words = [rows, columns, rowsPerTask];
        this.launch(
          this.program(plan, 'rows', rowsProgram),
          Math.ceil(rows / rowsPerTask),
          bound,
          words,
          pointers,
        );
      } else {
        const tasks = Math.ceil(node.size / CHUNK);
        this.launch(this.program(plan, 'flat', flatProgram), tasks, bound, [node.size], pointers);
      }
    });
    for (let i = 0; i < stored.length; i++) stored[i].becomeLeaf(leaves[i]);
  }

  private computeProduct(node: Node, product: Product): void {
    if (this.ended.has(node)) this.wantedTwice.add(product.key);
    this.store(node, node, product, {});
    this.products.delete(node);
  }

  /**
   * Whether a product shall store its end instead of itself. Its tensor may be alive for no better reason than that
   * tfjs keeps the operands of what it may differentiate; but where products of the same kind were read later all
   * the same, so that they were computed twice, they are stored themselves.
   */
  private endsProduct({ product }: ProductEnd): boolean {
    return !this.ended.has(product) && !this.wantedTwice.has((product.product as Product).key);
  }

  private computeEnd(node: Node, { product, bias, relu }: ProductEnd): void {
    const epilogue = {
      bias: bias ? this.pointer(bias) : undefined,
      activation: relu ? ('relu' as const) : undefined,
    };
    this.store(node, product, product.product as Product, epilogue);
    // It may wait as long as its tensor lives.
    this.products.delete(product);
    this.ended.add(product);
  }

  /** Computes a product, with what follows it, into `node`. */
  private store(node: Node, { operands }: Node, product: Product, epilogue: Epilogue): void {
    const pointers = operands.map((operand) => this.pointer(operand));
    const [leaf] = this.filled(1, node.size, ([out]) => product.compute(pointers, out, epilogue));
    node.becomeLeaf(leaf);
  }

  private computeReduction(first: Node, reduction: Reduction): void {
    this.prepare(first.operands[0]);
    const others = this.readersOfTheSame(first, reduction);
    for (const other of others) this.prepare(other.operands[0]);
    const nodes = [first, ...others];
    for (const node of nodes) this.pending.delete(node);
    const sources = nodes.map(({ operands }) => operands[0]);
    const results = this.reduceRowsNow(sources, reduction);
    nodes.forEach((node, i) => node.becomeLeaf(results[i]));
  }

  /** Pending reductions of the same shape that read a leaf which `first` reads too. */
  private readersOfTheSame(first: Node, reduction: Reduction): Node[] {
    const { groups, rows, columns, reducer } = reduction;
    const firstSource = first.operands[0];
    const leaves = leavesOf(firstSource);
    const others: Node[] = [];
    let weight = firstSource.weight;
    for (const node of this.pending) {
      const other = node.reduction;
      if (others.length === MAX_TOGETHER - 1) break;
      if (node === first || !other || other.reducer !== reducer || other.columns !== columns) continue;
      if (other.groups !== groups || other.rows !== rows) continue;
      const source = node.operands[0];
      if (weight + source.weight > MAX_WEIGHT) continue;
      if (dependsOnReduction(source) || ![...leavesOf(source)].some((leaf) => leaves.has(leaf))) continue;
      others.push(node);
      weight += source.weight;
    }
    return others;
  }

  private reduceRowsNow(sources: readonly Node[], reduction: Reduction): Node[] {
    const { groups, rows, columns, reducer } = reduction;
    const bound = this.reductionPlan(sources);
    const rowsPerBlock = Math.max(1, Math.floor((4 * CHUNK) / columns));
    const blocks = Math.ceil(rows / rowsPerBlock);
    const program = this.program(bound.plan, `reduce-rows ${reducer}`, (plan) =>
      reduceRowsProgram(plan, reducer),
    );
    const results = this.filled(sources.length, groups * blocks * columns, (pointers) => {
      this.launch(program, groups * blocks, bound, [rows, columns, rowsPerBlock, blocks, ...pointers]);
    });
    if (blocks === 1) return results;
    try {
      return this.reduceRowsNow(results, { ...reduction, rows: blocks });
    } finally {
      for (const result of results) result.disown();
    }
  }

  private reductionPlan(sources: readonly Node[]): BoundPlan {
    const { bound, expensive } = this.planner.planReduction(sources);
    if (expensive.length === 0) return bound;
    for (const value of expensive) this.compute(value);
    return this.planner.planReduction(sources).bound;
  }

  /** Computes what an expression reads by row, by column or as a scalar, and the reductions in it. */
  private prepare(node: Node): void {
    if (!node.needsPreparing) return;
    if (node.operation === null) return this.compute(node);
    // Computing an operand may compute this very node along the way, and leave it without operands.
    for (let i = 0; i < node.operands.length; i++) {
      const operand = node.operands[i];
      if (!operand.isPending) continue;
      if (operand.operation === null || node.modes[i] !== 'full') this.compute(operand);
      else this.prepare(operand);
    }
    node.needsPreparing = false;
  }

  /** The loop of a kind that is made from a plan. */
  private program(plan: Plan, kind: string, assemble: (plan: Plan) => Entry): Program {
    let program = plan.programs.get(kind);
    if (!program) {
      program = this.programs.get(`${kind} ${plan.key}`, () => ({ entry: assemble(plan) }));
      plan.programs.set(kind, program);
    }
    return program;
  }

  private launch(
    program: Program,
    tasks: number,
    { leaves, constants, stored }: BoundPlan,
    words: number[],
    outputs?: readonly number[],
  ): void {
    for (const { pointer } of leaves) words.push(pointer);
    for (let i = 0; i < stored.length; i++) words.push(outputs ? outputs[i] : 0);
    this.launcher.launch(program, tasks, words, constants);
  }

  /** The row length of an expression; an operand that was recorded with another one is computed first. */
  private agreeOnColumns(operands: readonly Operand[]): number {
    let columns = 0;
    for (const { node, mode, columns: own } of operands) {
      const wanted = mode === 'full' ? node.columns : own;
      if (wanted === 0 || wanted === columns) continue;
      if (columns === 0) columns = wanted;
      else if (mode === 'full') this.compute(node);
    }
    return columns;
  }
}

/** A vector that is repeated by row or column, in full. */
function expansion({ node, mode, columns }: Operand, size: number): Node {
  return Node.operation(size, operations.get('Identity') as Operation, [node], [mode], columns);
}

/** The leaves that an expression reads in full. */
function leavesOf(root: Node): Set<Node> {
  const leaves = new Set<Node>();
  const visited = new Set<Node>();
  const visit = (node: Node) => {
    if (visited.has(node)) return;
    visited.add(node);
    if (node.buffer) leaves.add(node);
    node.operands.forEach((operand, i) => {
      if (node.modes[i] === 'full') visit(operand);
    });
  };
  visit(root);
  return leaves;
}

/** Whether an expression waits for a reduction, directly or through its operands. */
function dependsOnReduction(root: Node): boolean {
  return root.reduction !== null || root.operands.some(dependsOnReduction);
}
