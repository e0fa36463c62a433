import type { Epilogue, Runtime } from '../compute/runtime.js';
import type { Memory } from '../memory.js';
import type { Launcher } from '../threads/launcher.js';
import type { Entry, Program, ProgramCache } from '../wasm/program.js';
import { CHUNK, flatProgram, rowsProgram } from './elementwise-program.js';
import { settings } from '../settings.js';
import { Buffer, type Mode, Node, type Reduction } from './node.js';
import { type Operation, operations } from './operations.js';
import { type BoundPlan, type Plan, Planner } from './plan.js';
import { type Product, type ProductEnd, productEnd } from './product.js';
import {
  cutRows,
  reduceColumnsProgram,
  type Reducer,
  reduceRowsProgram,
  rowsArguments,
} from './reduction-program.js';
import { factorsOfSum, isSameProduct } from './sum-factors.js';

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
    return Node.leaf(size, new Buffer(this.memory, 4 * size));
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
      return this.bounded(Node.operation(size, operation, nodes, modes, columns));
    } finally {
      // The new node alone holds on to operands that were made for it.
      if (expansions) for (const node of expansions) node.disown();
    }
  }

  /** Computes what waits, and at last a new node too, where too much memory is kept for it. */
  private bounded(node: Node): Node {
    if (!this.keepsTooMuch()) return node;
    try {
      this.flush();
      for (const product of this.products) {
        if (!this.keepsTooMuch()) return node;
        if (product.product) this.compute(product);
      }
      if (this.keepsTooMuch()) this.compute(node);
      return node;
    } catch (error) {
      node.disown();
      throw error;
    }
  }

  private keepsTooMuch(): boolean {
    const { bytesKept, bytesInUse } = this.memory;
    return bytesKept > Math.max(settings.keptBytes, bytesInUse / 4);
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
    const factored = reduction.reducer === 'sum' ? factorsOfSum(source) : null;
    if (!factored) return this.wait(source, reduction);
    const sum = this.sumOfProduct(factored.full, reduction);
    try {
      return this.scaled(sum, factored.repeated, reduction);
    } finally {
      sum.release();
    }
  }

  private wait(source: Node, reduction: Reduction): Node {
    const node = Node.reduction(source, reduction);
    this.pending.add(node);
    return this.bounded(node);
  }

  /** The sum of a product of nodes, perhaps one that waits already. The caller becomes a user of it. */
  private sumOfProduct(factors: readonly Node[], reduction: Reduction): Node {
    for (const waiting of this.pending) {
      if (!waiting.reduction || !isSameReduction(waiting.reduction, reduction)) continue;
      if (isSameProduct(waiting.operands[0], factors)) return waiting.retain();
    }
    const made: Node[] = [];
    try {
      let [product] = factors;
      for (const factor of factors.slice(1)) {
        product = this.record('Multiply', product.size, [inFull(product), inFull(factor)]);
        made.push(product);
      }
      const node = this.wait(product, reduction);
      node.owned = false;
      return node;
    } finally {
      for (const node of made) node.disown();
    }
  }

  /** A sum times the vectors and numbers that were factors of every row. */
  private scaled(sum: Node, repeated: readonly Operand[], { groups, columns }: Reduction): Node {
    let value = sum;
    try {
      for (const { node } of repeated) {
        const mode = node.size === 1 ? 'scalar' : groups === 1 ? 'full' : 'row';
        const factor = { node, mode, columns: mode === 'row' ? columns : 0 } as const;
        const next = this.record('Multiply', sum.size, [inFull(value), factor]);
        if (value !== sum) value.disown();
        value = next;
      }
      return value;
    } catch (error) {
      if (value !== sum) value.disown();
      throw error;
    }
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
      if (node.reduction) this.computeReduction(node);
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
    if (node.reduction) return this.computeReduction(node);
    if (node.product) return this.computeProduct(node, node.product);
    const end = productEnd(node);
    if (end && this.endsProduct(end)) return this.computeEnd(node, end);
    this.prepare(node);
    if (this.pending.size > 0 && this.computeWithReductions(node)) return;
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

  /**
   * Computes a node and reductions that wait for what it reads, in one loop.
   *
   * @returns false, with nothing done, where there are none
   */
  private computeWithReductions(node: Node): boolean {
    const reductions = this.waitingFor(node, null, MAX_TOGETHER);
    if (reductions.length === 0) return false;
    const ready = this.prepared(reductions);
    if (node.buffer) return true;
    if (ready.length === 0) return false;
    const sources = ready.map(({ operands }) => operands[0]);
    this.computeReductions(ready, this.planner.planStoreAndReduce(node, sources));
    return true;
  }

  /** Prepares what reductions read, and leaves those out that have been computed on the way. */
  private prepared(reductions: readonly Node[]): Node[] {
    for (const { operands } of reductions) if (operands.length > 0) this.prepare(operands[0]);
    return reductions.filter(({ reduction }) => reduction !== null);
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

  private computeReduction(first: Node): void {
    const [source] = first.operands;
    this.prepare(source);
    if (first.buffer) return;
    const reductions = this.prepared([first, ...this.waitingFor(source, first, MAX_TOGETHER - 1)]);
    if (first.buffer) return;
    const sources = reductions.map(({ operands }) => operands[0]);
    this.computeReductions(reductions, this.planner.planReduction(sources, true).bound);
  }

  /** Computes reductions of one kind, and what the plan stores on the way. */
  private computeReductions(reductions: readonly Node[], bound: BoundPlan): void {
    const { stored } = bound;
    const shape = reductions[0].reduction as Reduction;
    let results: readonly Node[] = [];
    const size = shape.groups * shape.rows * shape.columns;
    const leaves = this.filled(stored.length, size, (pointers) => {
      results = this.reduceRowsNow(bound, shape, pointers);
    });
    stored.forEach((value, i) => value.becomeLeaf(leaves[i]));
    reductions.forEach((reduction, i) => {
      this.pending.delete(reduction);
      reduction.becomeLeaf(results[i]);
    });
  }

  /**
   * Reductions that wait, all alike, and that read a leaf which `value` reads too.
   *
   * @param first the reduction of `value`, which the others must be like; null: any will do that covers `value`
   */
  private waitingFor(value: Node, first: Node | null, limit: number): Node[] {
    const found: Node[] = [];
    let shape = first?.reduction ?? null;
    let leaves: Set<Node> | null = null;
    let { weight } = value;
    for (const node of this.pending) {
      const { reduction } = node;
      if (found.length === limit) break;
      if (node === first || !reduction || (shape && !isSameReduction(shape, reduction))) continue;
      if (reduction.groups * reduction.rows * reduction.columns !== value.size) continue;
      if (value.columns > 0 && value.columns !== reduction.columns) continue;
      const [source] = node.operands;
      if (weight + source.weight > MAX_WEIGHT || dependsOnReduction(source)) continue;
      leaves ??= leavesOf(value);
      if (!readsAny(source, leaves)) continue;
      shape = reduction;
      found.push(node);
      weight += source.weight;
    }
    return found;
  }

  private reduceRowsNow(bound: BoundPlan, reduction: Reduction, outputs?: readonly number[]): Node[] {
    const { groups, rows, columns, reducer } = reduction;
    const { plan } = bound;
    const cut = cutRows(rows, columns);
    const { blocks, columnBlocks } = cut;
    const program = this.program(plan, `reduce-rows ${reducer}`, () => reduceRowsProgram(plan, reducer));
    const results = this.filled(plan.results.length, groups * blocks * columns, (pointers) => {
      const words = rowsArguments(reduction, cut, pointers);
      this.launch(program, groups * blocks * columnBlocks, bound, words, outputs);
    });
    if (blocks === 1) return results;
    try {
      return this.reduceRowsNow(this.planner.planReduction(results, false).bound, {
        ...reduction,
        rows: blocks,
      });
    } finally {
      for (const result of results) result.disown();
    }
  }

  private reductionPlan(sources: readonly Node[]): BoundPlan {
    const { bound, expensive } = this.planner.planReduction(sources, false);
    if (expensive.length === 0) return bound;
    for (const value of expensive) this.compute(value);
    return this.planner.planReduction(sources, false).bound;
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

function inFull(node: Node): Operand {
  return { node, mode: 'full', columns: 0 };
}

function isSameReduction(a: Reduction, b: Reduction): boolean {
  return a.reducer === b.reducer && a.columns === b.columns && a.rows === b.rows && a.groups === b.groups;
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

/** Whether an expression reads one of some leaves in full. */
function readsAny(root: Node, leaves: ReadonlySet<Node>): boolean {
  if (leaves.has(root)) return true;
  return root.operands.some((operand, i) => root.modes[i] === 'full' && readsAny(operand, leaves));
}

/** Whether an expression waits for a reduction or a product, directly or through its operands. */
function dependsOnReduction(root: Node): boolean {
  return root.isPending && (root.operation === null || root.operands.some(dependsOnReduction));
}
