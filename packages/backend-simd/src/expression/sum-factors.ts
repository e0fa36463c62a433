/**
 * Sums over rows, by the distributive law: a factor that is the same for every row can wait until the sum is known. It
 * makes one sum of many: batch normalisation's gradient, as tfjs writes it, adds up the gradient of its result four
 * times, twice with x - mean as a factor, each time with others that are only one number a channel.
 */
import type { Operand } from './expressions.js';
import type { Node } from './node.js';

export interface Factored {
  /** The factors that are summed. */
  readonly full: readonly Node[];
  /** Those that are not: vectors as long as a row, and numbers. At least one is a vector. */
  readonly repeated: readonly Operand[];
}

/**
 * Takes a product that is to be summed over rows apart.
 *
 * @returns null where no factor is a vector as long as a row. Numbers alone cost little in the sum.
 */
export function factorsOfSum(source: Node): Factored | null {
  const full: Node[] = [];
  const repeated: Operand[] = [];
  collect(source, full, repeated);
  return full.length > 0 && repeated.some(({ mode }) => mode === 'row') ? { full, repeated } : null;
}

function collect(node: Node, full: Node[], repeated: Operand[]): void {
  const { operands, modes, columns } = node;
  if (node.operation?.name !== 'Multiply' || !hasRepeatedFactor(node)) {
    full.push(node);
    return;
  }
  operands.forEach((operand, i) => {
    const mode = modes[i];
    const inner = repeatedIn(operand);
    if (mode === 'row' || mode === 'scalar') repeated.push({ node: operand, mode, columns });
    else if (mode === 'full' && inner) repeated.push(inner);
    else collect(operand, full, repeated);
  });
}

/** Whether a factor of a product, or of a factor of it, is a vector or a number. */
function hasRepeatedFactor({ operation, operands, modes }: Node): boolean {
  if (operation?.name !== 'Multiply' || modes.includes('column')) return false;
  return operands.some(
    (operand, i) => modes[i] !== 'full' || repeatedIn(operand) !== null || hasRepeatedFactor(operand),
  );
}

/** The vector or number that a node repeats in full, as tf.tile does. */
function repeatedIn({ operation, operands, modes, columns }: Node): Operand | null {
  const [mode] = modes;
  if (operation?.name !== 'Identity' || (mode !== 'row' && mode !== 'scalar')) return null;
  return { node: operands[0], mode, columns };
}

/** Whether `node` is the product of `factors`, in any order. */
export function isSameProduct(node: Node, factors: readonly Node[]): boolean {
  const left = [...factors];
  const take = (value: Node): boolean => {
    const at = left.indexOf(value);
    if (at >= 0) {
      left.splice(at, 1);
      return true;
    }
    return (
      value.operation?.name === 'Multiply' &&
      value.modes.every((mode) => mode === 'full') &&
      value.operands.every(take)
    );
  };
  return take(node) && left.length === 0;
}
