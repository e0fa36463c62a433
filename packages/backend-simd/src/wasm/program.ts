import {
  func,
  type Func,
  i32,
  importMemory,
  type Local,
  Module,
  type ToTypeTuple,
  type ValueType,
} from 'wasmati';

import type { Memory } from '../memory.js';

/** What every kernel exports: it does the tasks `begin` up to, not including, `end` of the whole. */
export type Entry = Func<['i32', 'i32', 'i32', 'i32'], []>;

type EntryArguments = [args: Local<'i32'>, begin: Local<'i32'>, end: Local<'i32'>, scratch: Local<'i32'>];

/** Assembles the function that a kernel exports: wasmati's `func` with {@link Entry}'s signature. */
export function entry<const Locals extends [] | [ValueType, ...ValueType[]]>(
  locals: ToTypeTuple<Locals>,
  body: (args: EntryArguments, locals: { [K in keyof Locals]: Local<Locals[K]> }) => void,
): Entry {
  return func({ in: [i32, i32, i32, i32], locals, out: [] }, body);
}

/**
 * A kernel compiled for its shape.
 *
 * `run(args, begin, end, scratch)`: `args` points at the argument block (32-bit words: pointers, counts and
 * float parameters, in an order that the kernel defines), `scratch` at `scratchBytes` bytes for this thread alone.
 */
export interface Program {
  /** What the program was compiled for; its first word names the kernel. */
  readonly key: string;
  readonly run: (args: number, begin: number, end: number, scratch: number) => void;
  readonly scratchBytes: number;
  /** The WebAssembly module, for other threads to compile; it exports `run` and imports the memory alone. */
  readonly code: Uint8Array;
  /** What a task has taken one thread in the last launches, in milliseconds; kept by the launcher. */
  taskTime: number;
}

/** Assembles and compiles programs against one memory, each once. */
export class ProgramCache {
  private readonly programs = new Map<string, Program>();

  constructor(private readonly memory: Memory) {}

  /**
   * @param key everything that the generated code depends on
   * @param build assembles the kernel; called only when the key is new
   */
  get(key: string, build: () => { entry: Entry; scratchBytes?: number }): Program {
    let program = this.programs.get(key);
    if (!program) {
      const { entry, scratchBytes = 0 } = build();
      program = { key, scratchBytes, taskTime: 0, ...this.compile(entry) };
      this.programs.set(key, program);
    }
    return program;
  }

  /** How many kernels were compiled. */
  get size(): number {
    return this.programs.size;
  }

  private compile(entry: Entry): Pick<Program, 'run' | 'code'> {
    const { wasm, shared, maxPages } = this.memory;
    const module = Module({
      exports: { run: entry },
      memory: importMemory({ min: 1, max: maxPages, shared }, wasm),
    });
    const code = module.toBytes();
    const instance = new WebAssembly.Instance(new WebAssembly.Module(code as BufferSource), module.importMap);
    return { run: instance.exports.run as Program['run'], code };
  }
}
