import type { Memory } from '../memory.js';
import { settings } from '../settings.js';
import type { Program } from '../wasm/program.js';
import { ThreadPool } from './pool.js';

const ARGUMENT_WORDS = 256;
/** Scratch spaces of neighbouring threads do not begin at the same place of a cache. */
const SCRATCH_GAP = 64;

/** What the latest launch weighs in the mean of a program's times. */
const NEWEST_SHARE = 1 / 8;

/** Told of every launch when it is over; for profiles. */
export type LaunchObserver = (program: Program, tasks: number, milliseconds: number) => void;

/**
 * The one place that decides how work is split. A program's tasks are independent of each other and the same
 * whatever the number of threads, so results never depend on it.
 */
export class Launcher {
  /** Set to see what is launched and how long it takes. */
  observer: LaunchObserver | null = null;
  private readonly args: number;
  private pool: ThreadPool | null = null;
  private scratch = 0;
  private scratchStride = 0;
  private scratchThreads = 0;

  /** @param threads tells, at every launch, how many threads to use. Default: one. */
  constructor(
    private readonly memory: Memory,
    private readonly threads: () => number = () => 1,
  ) {
    this.args = memory.allocateForGood(ARGUMENT_WORDS * 4);
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
    const most = this.memory.shared && tasks >= settings.splitFrom ? this.threads() : 1;
    // For all of them, whether or not they get work this time: what is in use must not depend on times.
    this.reserveScratch(program.scratchBytes, most);
    // Handing tasks to other threads takes microseconds: what is soon done is done sooner without them.
    const threads = tasks * program.taskTime >= settings.shareFrom ? most : 1;
    this.memory.i32(this.args, words.length).set(words);
    if (floats.length > 0) this.memory.f32(this.args + 4 * words.length, floats.length).set(floats);
    const started = performance.now();
    if (threads > 1) {
      this.workers(threads).run({
        program,
        tasks,
        args: this.args,
        scratch: this.scratch,
        scratchStride: this.scratchStride,
      });
    } else {
      program.run(this.args, 0, tasks, this.scratch);
    }
    const milliseconds = performance.now() - started;
    const perTask = (milliseconds * threads) / tasks;
    program.taskTime += (perTask - program.taskTime) * NEWEST_SHARE;
    this.observer?.(program, tasks, milliseconds);
  }

  /** Ends the worker threads. */
  dispose(): void {
    this.pool?.dispose();
  }

  private workers(threads: number): ThreadPool {
    this.pool ??= new ThreadPool(this.memory);
    this.pool.resize(threads - 1);
    return this.pool;
  }

  private reserveScratch(bytes: number, threads: number): void {
    if (bytes <= this.scratchStride - SCRATCH_GAP && threads <= this.scratchThreads) return;
    if (bytes === 0) return;
    if (this.scratch > 0) this.memory.free(this.scratch);
    // Nothing is held when the allocation throws.
    this.scratch = 0;
    const stride = Math.max(this.scratchStride, 64 * Math.ceil(bytes / 64) + SCRATCH_GAP);
    this.scratchStride = 0;
    this.scratchThreads = 0;
    this.scratch = this.memory.allocate(stride * threads);
    this.scratchStride = stride;
    this.scratchThreads = threads;
  }
}
