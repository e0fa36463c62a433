/**
 * Forms of a tensor that kernels make for themselves: packed filters, transformed ones. Tensors never change, so a form
 * that is wanted again, as by inference over many batches, is kept as long as its tensor's memory.
 */
import type { Memory } from '../memory.js';

/** Bytes that all forms together may hold. */
const LIMIT = 64 * 2 ** 20;

export class DerivedForms {
  /** Forms by the pointer they were made from and their key: where they are, or null after a first use. */
  private readonly forms = new Map<number, Map<string, number | null>>();
  private readonly sizes = new Map<number, number>();
  private bytes = 0;

  constructor(
    private readonly memory: Memory,
    private readonly limit = LIMIT,
  ) {
    memory.freed = (pointer) => this.forget(pointer);
  }

  /**
   * Gives `use` the form of what lies at `source` that `key` names. Made for the first time it is only lent, since most
   * weights are trained and replaced before anybody wants the same form again.
   *
   * @param make writes the form
   */
  use(
    source: number,
    key: string,
    bytes: number,
    make: (form: number) => void,
    use: (form: number) => void,
  ): void {
    let forms = this.forms.get(source);
    if (!forms) this.forms.set(source, (forms = new Map<string, number | null>()));
    const known = forms.get(key);
    if (typeof known === 'number') return use(known);
    if (known === undefined || this.bytes + bytes > this.limit) {
      forms.set(key, null);
      return this.memory.borrow(bytes, (form) => {
        make(form);
        use(form);
      });
    }
    const form = this.memory.allocate(bytes);
    try {
      make(form);
    } catch (error) {
      this.memory.free(form);
      throw error;
    }
    forms.set(key, form);
    this.sizes.set(form, bytes);
    this.bytes += bytes;
    use(form);
  }

  /** Memory has been given back: so are the forms of what was there. */
  private forget(source: number): void {
    const forms = this.forms.get(source);
    if (!forms) return;
    this.forms.delete(source);
    for (const form of forms.values()) {
      if (form === null) continue;
      this.bytes -= this.sizes.get(form) ?? 0;
      this.sizes.delete(form);
      this.memory.free(form);
    }
  }
}

/** Lends a form, or takes one that is kept where the runtime keeps any. */
export function withForm(
  { memory, forms }: { memory: Memory; forms?: DerivedForms },
  source: number,
  { key, bytes }: { key: string; bytes: number },
  make: (form: number) => void,
  use: (form: number) => void,
): void {
  if (forms) return forms.use(source, key, bytes, make, use);
  memory.borrow(bytes, (form) => {
    make(form);
    use(form);
  });
}
