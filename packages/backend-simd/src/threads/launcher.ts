import type { Memory } from '../memory.js';
import type { Program } from '../wasm/program.js';

const ARGUMENT_WORDS = 256;

/**
 * The one place that decides how work is split. A program's tasks are independent of each other and the same
 * whatever the number of threads, so results never depend on it. Today one thread does them all.
 */
export class Launcher {
  private readonly args: number;
  private scratch = 0;
  private scratchBytes = 0;

  constructor(private readonly memory: Memory) {
    this.args = memory.allocate(ARGUMENT_WORDS * 4);
  }

  /**
   * Runs all tasks of a program and returns when they are done.
   *
   * @param words the program's argument block: pointers and counts as integers
   * @param floats float parameters, which follow the integers in the block
   */
  launch(program: Program, tasks: number, words: readonly number[], floats: readonly number[] = []): void {
    const length = words.length + floats.length;
    if (length > ARGUMENT_WORDS) {
      throw new Error(`A kernel takes at most ${ARGUMENT_WORDS} arguments, got ${length}.`);
    }
    if (program.scratchBytes > this.scratchBytes) this.growScratch(program.scratchBytes);
    this.memory.i32(this.args, words.length).set(words);
    if (floats.length > 0) this.memory.f32(this.args + 4 * words.length, floats.length).set(floats);
    program.run(this.args, 0, tasks, this.scratch);
  }

  private growScratch(bytes: number): void {
    if (this.scratch > 0) this.memory.free(this.scratch);
    // Nothing is held when the allocation throws.
    this.scratch = 0;
    this.scratchBytes = 0;
    this.scratch = this.memory.allocate(bytes);
    this.scratchBytes = bytes;
  }
}
