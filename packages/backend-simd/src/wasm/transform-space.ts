/** What the transforms of one program share: memory for a tile that is half transformed, and a table of constants. */
import { i32, type Local, v128 } from 'wasmati';

import type { Constant } from './winograd.js';

/** Two vectors, which V8 may join. */
const PIXEL_BYTES = 32;

/**
 * Constants come from memory: V8 makes every v128.const anew, in six instructions. The table holds those that code was
 * assembled for, so all transforms of a program have to be there before its size is asked for.
 */
export class TransformSpace {
  private readonly constants: number[] = [];
  private readonly tableOffset: number;

  /** @param points points along each dimension of a transformed tile */
  constructor(points: number) {
    this.tableOffset = points * points * PIXEL_BYTES;
  }

  get bytes(): number {
    return this.tableOffset + 4 * this.constants.length;
  }

  /** Loads constants for a transform that has a pointer to this space. */
  constantsAt(space: Local<'i32'>): Constant {
    return (value) => {
      let index = this.constants.indexOf(value);
      if (index < 0) index = this.constants.push(value) - 1;
      return v128.load32_splat({ offset: this.tableOffset + 4 * index }, space);
    };
  }

  /** Emits code that fills the table: once per run, before any transform. */
  prepare(space: Local<'i32'>): void {
    const bits = new Int32Array(Float32Array.from(this.constants).buffer);
    bits.forEach((word, i) => i32.store({ offset: this.tableOffset + 4 * i }, space, i32.const(word)));
  }
}
