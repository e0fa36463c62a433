/**
 * The backend's one WebAssembly memory: allocation in size classes, growth, accounting.
 *
 * Pointers are byte offsets, 64-byte aligned. At least {@link PADDING} bytes past the end of every allocation
 * may be read and written, so vector loops need no scalar tail.
 */

const PAGE = 65_536;
const MAX_PAGES = 65_536;
/** Bytes behind every allocation that a kernel may read, and a vector loop may overwrite. */
export const PADDING = 64;
const ALIGNMENT = 64;
/** Size classes per power of two: an allocation wastes at most one eighth of its size. */
const STEPS_PER_OCTAVE = 8;
/** Pointer 0 stays unused, so that a forgotten pointer is noticed. */
const FIRST_POINTER = 1024;

/** Rounds a byte count up to its size class. */
export function sizeClass(bytes: number): number {
  const padded = bytes + PADDING;
  const octave = padded < 2 ** 32 ? 2 ** (31 - Math.clz32(padded)) : 2 ** 32;
  const step = Math.max(ALIGNMENT, octave / STEPS_PER_OCTAVE);
  return Math.ceil(padded / step) * step;
}

export class Memory {
  readonly wasm: WebAssembly.Memory;
  readonly shared: boolean;
  readonly maxPages: number;
  /** Bytes in live allocations, size classes included; not what is kept for good. */
  bytesInUse = 0;
  /** Those of them that hold the values of tensors and of expressions; the rest is kernels' own: scratch space, packed filters. */
  bytesOfValues = 0;
  /** Those of them that no tensor holds, only expressions that are not computed yet. */
  bytesKept = 0;
  /** Told of every allocation that is given back. */
  freed: ((pointer: number) => void) | null = null;
  private top = FIRST_POINTER;
  private readonly sizes = new Map<number, number>();
  private readonly freeLists = new Map<number, number[]>();
  private buffer: ArrayBufferLike;
  private heap: Float32Array;

  /**
   * @param options.shared a SharedArrayBuffer that worker threads can see. Default: where the platform allows.
   * @param options.maxPages the limit of growth in pages of 64 KiB. Default 65,536 (4 GiB).
   */
  constructor(options: { shared?: boolean; maxPages?: number } = {}) {
    this.shared = options.shared ?? sharedMemoryIsAvailable();
    this.maxPages = options.maxPages ?? MAX_PAGES;
    this.wasm = new WebAssembly.Memory({
      initial: Math.min(256, this.maxPages),
      maximum: this.maxPages,
      shared: this.shared,
    });
    this.buffer = this.wasm.buffer;
    this.heap = new Float32Array(this.buffer);
  }

  /** Bytes that the memory has grown to. */
  get bytesReserved(): number {
    return this.wasm.buffer.byteLength;
  }

  /**
   * Reserves memory; its contents are whatever was there before.
   *
   * @throws {Error} when the engine's limit is reached; says how much was asked for and what is held.
   */
  allocate(bytes: number): number {
    if (!(bytes >= 0)) throw new Error(`allocate(bytes): expected a number from 0 on, got ${bytes}.`);
    const size = sizeClass(bytes);
    const pointer = this.freeLists.get(size)?.pop() ?? this.extend(size, bytes);
    this.sizes.set(pointer, size);
    this.bytesInUse += size;
    return pointer;
  }

  /** Reserves memory that is kept for good, and is not counted as in use. Throws as {@link allocate} does. */
  allocateForGood(bytes: number): number {
    const pointer = this.allocate(bytes);
    this.bytesInUse -= this.sizes.get(pointer) as number;
    this.sizes.delete(pointer);
    return pointer;
  }

  /** Gives an allocation back for reuse. */
  free(pointer: number): void {
    const size = this.sizes.get(pointer);
    if (size === undefined) throw new Error(`free(${pointer}): no live allocation begins there.`);
    this.sizes.delete(pointer);
    this.bytesInUse -= size;
    this.addFree(pointer, size);
    this.freed?.(pointer);
  }

  /** Lends memory to `use`, and takes it back whether or not `use` throws. */
  borrow<T>(bytes: number, use: (pointer: number) => T): T {
    const pointer = this.allocate(bytes);
    try {
      return use(pointer);
    } finally {
      this.free(pointer);
    }
  }

  /** A view for immediate use: growth of an unshared memory detaches it. */
  f32(pointer: number, length: number): Float32Array {
    return this.floats().subarray(pointer / 4, pointer / 4 + length);
  }

  /** A view for immediate use, like {@link f32}. */
  i32(pointer: number, length: number): Int32Array {
    return new Int32Array(this.wasm.buffer, pointer, length);
  }

  /** The whole memory as floats, for immediate use. */
  floats(): Float32Array {
    if (this.buffer !== this.wasm.buffer || this.heap.length === 0) {
      this.buffer = this.wasm.buffer;
      this.heap = new Float32Array(this.buffer);
    }
    return this.heap;
  }

  private extend(size: number, asked: number): number {
    const pointer = this.top;
    const end = pointer + size;
    const missing = end - this.wasm.buffer.byteLength;
    if (missing > 0) {
      const current = this.wasm.buffer.byteLength / PAGE;
      const needed = Math.ceil(missing / PAGE);
      // Growing by a quarter at a time keeps the number of growths, each of which may copy, logarithmic.
      const generous = Math.min(Math.max(needed, Math.ceil(current / 4)), this.maxPages - current);
      if (!this.tryGrow(generous) && !this.tryGrow(needed)) {
        const reused = this.fromLargerClass(size) ?? this.afterJoining(size);
        if (reused !== undefined) return reused;
        throw new Error(
          `Out of memory in the simd backend: ${asked.toLocaleString('en')} bytes were asked for, ` +
            `${this.bytesInUse.toLocaleString('en')} bytes are held by ${this.sizes.size} live allocations ` +
            `(tensors ${(this.bytesOfValues - this.bytesKept).toLocaleString('en')}, pending expressions ` +
            `${this.bytesKept.toLocaleString('en')}, scratch space ` +
            `${(this.bytesInUse - this.bytesOfValues).toLocaleString('en')}), and the memory cannot grow beyond ${this.wasm.buffer.byteLength.toLocaleString('en')} bytes ` +
            `(limit ${(this.maxPages * PAGE).toLocaleString('en')}). Dispose of tensors (tf.tidy, tf.dispose) ` +
            'or use a smaller batch.',
        );
      }
    }
    this.top = end;
    return pointer;
  }

  private tryGrow(pages: number): boolean {
    if (pages <= 0 || this.wasm.buffer.byteLength / PAGE + pages > this.maxPages) return false;
    try {
      this.wasm.grow(pages);
      return true;
    } catch {
      return false;
    }
  }

  /** Joins freed blocks that lie side by side, and looks again. */
  private afterJoining(size: number): number | undefined {
    const blocks = [...this.freeLists]
      .flatMap(([length, pointers]) => pointers.map((pointer) => ({ pointer, length })))
      .sort((a, b) => a.pointer - b.pointer);
    const joined: typeof blocks = [];
    for (const { pointer, length } of blocks) {
      const last = joined.at(-1);
      if (last && last.pointer + last.length === pointer) last.length += length;
      else joined.push({ pointer, length });
    }
    // What lies at the end was never handed out, as far as new allocations are concerned.
    const last = joined.at(-1);
    if (last && last.pointer + last.length === this.top) {
      joined.pop();
      this.top = last.pointer;
    }
    this.freeLists.clear();
    for (const { pointer, length } of joined) this.addFree(pointer, length);
    if (this.top + size > this.wasm.buffer.byteLength) return this.fromLargerClass(size);
    const pointer = this.top;
    this.top += size;
    return pointer;
  }

  private addFree(pointer: number, size: number): void {
    const list = this.freeLists.get(size);
    if (list) list.push(pointer);
    else this.freeLists.set(size, [pointer]);
  }

  /** Splits a freed block of a larger class where the memory cannot grow any more. */
  private fromLargerClass(size: number): number | undefined {
    for (const larger of [...this.freeLists.keys()].sort((a, b) => a - b)) {
      if (larger < size) continue;
      const pointer = this.freeLists.get(larger)?.pop();
      if (pointer === undefined) continue;
      const rest = larger - size;
      if (rest > 0) this.addFree(pointer + size, rest);
      return pointer;
    }
    return undefined;
  }
}

/** Whether this platform lets threads share memory with this one. */
export function sharedMemoryIsAvailable(): boolean {
  if (typeof SharedArrayBuffer === 'undefined') return false;
  const scope = globalThis as { crossOriginIsolated?: boolean };
  // Node has no such property; a browser page must be cross-origin isolated.
  return scope.crossOriginIsolated ?? true;
}
