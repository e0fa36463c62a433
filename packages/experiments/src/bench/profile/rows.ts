import type { Operations } from './count-operations.js';

/** A matrix product or convolution of a step: a tfjs kernel at given shapes. */
export interface Product {
  kernel: string;
  /** How often it was computed. */
  calls: number;
  /** Of one call; known when the first kernel has ended. */
  operations?: Operations;
}

/**
 * What time is spent on:
 *
 * - `program`: WebAssembly; the name is the key that the program was compiled for
 * - `kernel`: the JavaScript of a tfjs kernel, all of it where the kernel has no WebAssembly
 * - `backend`: reading tensors, disposing of them
 * - `rest`: tfjs-core, tfjs-layers, the optimiser
 */
export interface Row {
  kind: 'program' | 'kernel' | 'backend' | 'rest';
  name: string;
  /** What a program computes. */
  product?: Product | undefined;
}

/** Rows and products, each made once, so that they can be told apart by identity. */
export class RowBook {
  readonly rest: Row = { kind: 'rest', name: 'tfjs-core, tfjs-layers' };
  private readonly rows = new Map<string, Row>();
  private readonly products = new Map<string, Product>();
  private readonly numbers = new Map<Product, number>();

  row(kind: Row['kind'], name: string, product?: Product): Row {
    const key = `${kind} ${product ? this.numbers.get(product) : ''} ${name}`;
    let row = this.rows.get(key);
    if (!row) {
      row = { kind, name, product };
      this.rows.set(key, row);
    }
    return row;
  }

  product(kernel: string, shapes: string): Product {
    const key = `${kernel} ${shapes}`;
    let product = this.products.get(key);
    if (!product) {
      product = { kernel, calls: 0 };
      this.products.set(key, product);
      this.numbers.set(product, this.products.size);
    }
    return product;
  }

  /** Counts the calls of products anew. */
  restart(): void {
    for (const product of this.products.values()) product.calls = 0;
  }
}
