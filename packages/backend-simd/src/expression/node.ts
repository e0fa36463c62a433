import { type Memory, sizeClass } from '../memory.js';
import type { Operation } from './operations.js';
import type { Product } from './product.js';

/** A reference-counted piece of the backend's memory that holds values. */
export class Buffer {
  readonly pointer: number;
  private readonly bytes: number;
  private references = 1;

  constructor(
    private readonly memory: Memory,
    bytes: number,
  ) {
    this.pointer = memory.allocate(bytes);
    this.bytes = sizeClass(bytes);
    memory.bytesOfValues += this.bytes;
  }

  retain(): this {
    this.references++;
    return this;
  }

  release(): void {
    if (--this.references > 0) return;
    this.memory.bytesOfValues -= this.bytes;
    this.memory.free(this.pointer);
  }

  /** Counts the buffer among those that no tensor holds, or not any more. */
  countAsKept(kept: boolean): void {
    this.memory.bytesKept += kept ? this.bytes : -this.bytes;
  }
}

/**
 * How an operand's elements are found from the position `i` of the result's element, with `columns` columns a
 * row: `full` reads element i, `row` element i mod columns (a vector along the last axes, such as a bias),
 * `column` element floor(i / columns) (a vector along the first axes, such as a softmax's sums), `scalar`
 * element 0.
 */
export type Mode = 'full' | 'row' | 'column' | 'scalar';

/** A sum or maximum over the rows of [groups, rows, columns]. */
export interface Reduction {
  readonly groups: number;
  readonly rows: number;
  readonly columns: number;
  readonly reducer: 'sum' | 'max';
}

/**
 * A value of the expression graph: a constant, a leaf (values in memory), or an operation, a reduction or a product
 * that is not computed yet. Computing turns its node into a leaf. Nodes know positions, not shapes: a reshape changes
 * nothing.
 */
export class Node {
  /** Nodes that take this one as an operand, plus one for the tensor it is the value of. */
  private users = 1;
  /** Whether a tensor that is still alive has this value. */
  owned = true;
  /** Whether pending nodes alone keep the buffer alive. */
  private kept = false;
  buffer: Buffer | null = null;
  operation: Operation | null = null;
  /** Set on a reduction that is not computed yet; its only operand is what it reduces. */
  reduction: Reduction | null = null;
  /** Set on a product that is not computed yet. */
  product: Product | null = null;
  operands: readonly Node[] = NO_NODES;
  modes: readonly Mode[] = NO_MODES;
  /** Length of a row where an operand is read by row or column, else 0. */
  columns = 0;
  /** The value of a constant. */
  value = 0;
  /** Whether something must be computed first: reductions, and what is read by row, by column or as a scalar. */
  needsPreparing = false;
  /** For the planner: where it keeps what it has found out about this node. */
  visit = 0;
  /** How many operations would have to be computed for this value, counted once per use. */
  weight = 0;

  private constructor(readonly size: number) {}

  static constant(size: number, value: number): Node {
    const node = new Node(size);
    node.value = value;
    return node;
  }

  static leaf(size: number, buffer: Buffer): Node {
    const node = new Node(size);
    node.buffer = buffer;
    return node;
  }

  static operation(
    size: number,
    operation: Operation,
    operands: readonly Node[],
    modes: readonly Mode[],
    columns: number,
  ): Node {
    const node = new Node(size);
    node.operation = operation;
    node.operands = operands;
    node.modes = modes;
    node.columns = columns;
    let weight = 1;
    for (let i = 0; i < operands.length; i++) {
      const operand = operands[i];
      operand.users++;
      weight += operand.weight;
      if (operand.isPending) {
        node.needsPreparing ||= operand.needsPreparing || operand.operation === null || modes[i] !== 'full';
      }
    }
    node.weight = weight;
    return node;
  }

  static reduction(source: Node, reduction: Reduction): Node {
    const node = new Node(reduction.groups * reduction.columns);
    node.reduction = reduction;
    node.operands = [source];
    node.modes = ['full'];
    node.weight = 1;
    node.needsPreparing = true;
    source.users++;
    return node;
  }

  static product(size: number, product: Product, operands: readonly Node[]): Node {
    const node = new Node(size);
    node.product = product;
    node.operands = operands;
    node.weight = 1;
    node.needsPreparing = true;
    for (const operand of operands) operand.users++;
    return node;
  }

  get isConstant(): boolean {
    return this.buffer === null && !this.isPending;
  }

  /** How many pending nodes take this one as an operand. */
  get readers(): number {
    return this.owned ? this.users - 1 : this.users;
  }

  /** Whether the value is not in memory and takes work to get there. */
  get isPending(): boolean {
    return this.operation !== null || this.reduction !== null || this.product !== null;
  }

  /** The tensor with this value is gone. */
  disown(): void {
    this.owned = false;
    this.release();
  }

  /** One user more. */
  retain(): this {
    this.users++;
    return this;
  }

  /** One user less; without users, memory and operands are let go. */
  release(): void {
    const isLast = --this.users === 0;
    this.countKept(!isLast);
    if (!isLast) return;
    this.buffer?.release();
    this.buffer = null;
    this.releaseOperands();
  }

  /** The value has been computed into `leaf`, a node of its own, which is given up. */
  becomeLeaf(leaf: Node): void {
    this.buffer = (leaf.buffer as Buffer).retain();
    leaf.disown();
    this.countKept(true);
    this.releaseOperands();
    this.weight = 0;
    this.columns = 0;
    this.needsPreparing = false;
  }

  private countKept(isAlive: boolean): void {
    const kept = isAlive && !this.owned && this.buffer !== null;
    if (kept !== this.kept) this.buffer?.countAsKept(kept);
    this.kept = kept;
  }

  private releaseOperands(): void {
    const operands = this.operands;
    this.operation = null;
    this.reduction = null;
    this.product = null;
    this.operands = NO_NODES;
    this.modes = NO_MODES;
    for (const operand of operands) operand.release();
  }
}

const NO_NODES: readonly Node[] = [];
const NO_MODES: readonly Mode[] = [];
