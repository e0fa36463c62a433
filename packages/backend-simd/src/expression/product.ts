/**
 * Products: matrix products, convolutions and their gradients, as values of the expression graph. They wait until
 * somebody wants them, so that one that nobody reads (the gradient of a first layer's input) costs nothing, and so
 * that a bias and a ReLU that follow can be done where the product is stored.
 */
import type { Epilogue } from '../compute/runtime.js';
import type { Node } from './node.js';

export interface Product {
  /** Names the kernel and its shape. */
  readonly key: string;
  /** Columns or channels of the result: the length of a bias that it can add. 0: it takes no epilogue. */
  readonly columns: number;
  /** Writes the value to `out`, from the operands' values. All are pointers. */
  readonly compute: (operands: readonly number[], out: number, epilogue: Epilogue) => void;
}

/** A value that a product can store instead of its own. */
export interface ProductEnd {
  readonly product: Node;
  readonly bias: Node | null;
  readonly relu: boolean;
}

/**
 * Reads `node` as a product that waits, plus a bias, with a ReLU; one of the two may be missing.
 *
 * @returns null where it is something else, or where others wait for the product or the sum
 */
export function productEnd(node: Node): ProductEnd | null {
  let value = node;
  const relu = value.operation?.name === 'Relu';
  if (relu) value = value.operands[0];
  if (value.operation?.name !== 'Add') {
    return relu && value.product && value.product.columns > 0 && !isShared(value)
      ? { product: value, bias: null, relu }
      : null;
  }
  if (relu && isShared(value)) return null;
  const at = value.operands.findIndex(({ product }) => product !== null);
  const [product, bias] = [value.operands[at], value.operands[1 - at]];
  if (!product?.product || value.modes[at] !== 'full' || isShared(product)) return null;
  const { columns } = product.product;
  const fits =
    bias.size === columns &&
    (value.modes[1 - at] === 'row' ? value.columns === columns : product.size === columns);
  return fits && columns > 0 && product.size === value.size ? { product, bias, relu } : null;
}

/** Whether more than one pending value is made from a node. */
function isShared(node: Node): boolean {
  return node.readers > 1;
}
