/** The worker threads of one memory. */
import type { Memory } from '../memory.js';
import type { Program } from '../wasm/program.js';
import { type Claiming, claimingModule } from './claim.js';
import { CONTROL, CONTROL_WORDS, STATE } from './control.js';
import { startWorker, type WorkerHandle } from './start-worker.js';
import type { Patience } from './worker.js';

const PATIENCE: Patience = { spin: 0.2, gap: 0.5, giveWay: 100 };
/** How long the main thread sleeps before it looks whether anything was finished. */
const NAP = 50;
/** Without a finished task for so many milliseconds, a worker is taken to be gone. */
const LONGEST_SILENCE = 4000;
/** ... unless the main thread's own tasks took so long that a worker may need more: so many times as long. */
const SLOWER_BY_AT_MOST = 10;

interface Worker {
  readonly handle: WorkerHandle;
  readonly thread: number;
}

/** A job for all threads. */
export interface Job {
  program: Program;
  tasks: number;
  /** Pointer to the argument block. */
  args: number;
  /** Pointer to the main thread's scratch space, and the distance to that of the next thread. */
  scratch: number;
  scratchStride: number;
}

/**
 * Worker threads over a shared memory. They take tasks of the open job as they come to it, the main thread among
 * them: one that is late or not there at all gets none, and nothing waits for it. Only for tasks that somebody has
 * taken does the main thread wait.
 */
export class ThreadPool {
  private workers: Worker[] = [];
  private readonly programs = new Map<Program, { id: number; pointer: number }>();
  private readonly module: Uint8Array;
  private readonly claiming: Claiming;
  private control = 0;
  private words: Int32Array = new Int32Array(0);
  private job = 0;
  private crowdedUntil = 0;
  /** Set once a worker could not even start: this platform has none for us. */
  private unavailable = false;

  constructor(private readonly memory: Memory) {
    this.module = claimingModule(memory);
    this.claiming = instantiate(this.module, memory.wasm);
    this.createControl();
  }

  /** Starts or ends workers, so that there are `count` (those that are starting included). */
  resize(count: number): void {
    while (this.workers.length > count) this.end(this.workers[this.workers.length - 1]);
    while (this.workers.length < count && !this.unavailable) this.startOne();
  }

  /** Runs all tasks, and returns when they are done. */
  run({ program, tasks, args, scratch, scratchStride }: Job): void {
    const { words, control, claiming } = this;
    const { id, pointer } = this.published(program);
    claiming.close(control, ++this.job);
    words[CONTROL.threads] = this.workers.length + 1;
    words[CONTROL.program] = id;
    words[CONTROL.code] = pointer;
    words[CONTROL.codeLength] = program.code.length;
    words[CONTROL.args] = args;
    words[CONTROL.scratch] = scratch;
    words[CONTROL.scratchStride] = scratchStride;
    words[CONTROL.failure] = 0;
    Atomics.store(words, CONTROL.done, 0);
    Atomics.store(words, CONTROL.tasks, tasks);
    claiming.open(control, this.job);
    this.wake(tasks - 1);

    const slowest = this.takePart(program, args, scratch);
    this.awaitOthers(tasks, program, slowest);
    const failure = words[CONTROL.failure];
    if (failure > 0) throw new Error(`${inWorker(program)} failed: ${this.message(failure)}`);
  }

  /** Ends all workers. */
  dispose(): void {
    this.resize(0);
  }

  /** @returns the longest time that the tasks taken at one time took, in milliseconds */
  private takePart(program: Program, args: number, scratch: number): number {
    const { words, control } = this;
    const line = control + 4 * CONTROL.lines;
    let slowest = 0;
    let started = performance.now();
    for (;;) {
      const begin = this.claiming.claim(control, line);
      if (begin < 0) return slowest;
      const end = words[CONTROL.lines + CONTROL.end];
      try {
        program.run(args, begin, end, scratch);
      } catch (error) {
        // The others must be through before anything they use is given back.
        Atomics.add(words, CONTROL.done, end - begin);
        this.skipRest();
        this.awaitOthers(words[CONTROL.tasks], program, slowest);
        throw error;
      }
      Atomics.add(words, CONTROL.done, end - begin);
      const now = performance.now();
      slowest = Math.max(slowest, now - started);
      started = now;
    }
  }

  private skipRest(): void {
    const line = this.control + 4 * CONTROL.lines;
    for (;;) {
      const begin = this.claiming.claim(this.control, line);
      if (begin < 0) return;
      Atomics.add(this.words, CONTROL.done, this.words[CONTROL.lines + CONTROL.end] - begin);
    }
  }

  private wake(most: number): void {
    const { words } = this;
    let woken = 0;
    for (const { thread } of this.workers) {
      if (woken === most) return;
      woken++;
      const state = CONTROL.lines + thread * CONTROL.lineWords + CONTROL.state;
      if (Atomics.load(words, state) !== STATE.asleep) continue;
      Atomics.store(words, state, STATE.awake);
      Atomics.notify(words, state);
    }
  }

  /** Waits until all tasks are done: spins for a moment, then sleeps where the platform lets this thread sleep. */
  private awaitOthers(tasks: number, program: Program, slowest: number): void {
    const { words } = this;
    if (Atomics.load(words, CONTROL.done) >= tasks) return;
    if (this.spin(tasks)) return;
    const patience = Math.max(LONGEST_SILENCE, SLOWER_BY_AT_MOST * slowest);
    let silence = 0;
    let last = performance.now();
    let done = Atomics.load(words, CONTROL.done);
    Atomics.store(words, CONTROL.mainSleeps, 1);
    while (done < tasks) {
      if (canSleep) Atomics.wait(words, CONTROL.done, done, NAP);
      const now = performance.now();
      const before = done;
      done = Atomics.load(words, CONTROL.done);
      // A process that was stopped for a while must not count that: at most one nap at a time.
      silence = done === before ? silence + Math.min(now - last, NAP) : 0;
      last = now;
      if (silence > patience) {
        this.abandon();
        throw new Error(
          `${inWorker(program)} has not finished a task for ${Math.round(silence)} ms: it was terminated, or is stuck. ` +
            'The operation was given up; the next one starts new threads.',
        );
      }
    }
    Atomics.store(words, CONTROL.mainSleeps, 0);
  }

  /** Looks for a moment whether all tasks are done. Not where others want this core: they may need it to get done. */
  private spin(tasks: number): boolean {
    const started = performance.now();
    let last = started;
    while (last >= this.crowdedUntil && last - started < PATIENCE.spin) {
      for (let i = 0; i < 32; i++) {
        if (Atomics.load(this.words, CONTROL.done) >= tasks) return true;
      }
      const now = performance.now();
      if (now - last > PATIENCE.gap) this.crowdedUntil = now + PATIENCE.giveWay;
      last = now;
    }
    return false;
  }

  private startOne(): void {
    const thread = this.workers.length + 1;
    const state = CONTROL.lines + thread * CONTROL.lineWords + CONTROL.state;
    const { words } = this;
    Atomics.store(words, state, STATE.starting);
    const start = {
      memory: this.memory.wasm,
      control: this.control,
      thread,
      layout: CONTROL,
      states: STATE,
      claiming: this.module,
      patience: PATIENCE,
    };
    const onEnd = (reason: unknown) => {
      const index = this.workers.findIndex(({ handle }) => handle === worker?.handle);
      if (index < 0) return;
      if (Atomics.load(words, state) === STATE.starting) this.withoutWorkers(reason);
      // A gap in the numbers would be filled twice.
      else for (const ended of this.workers.slice(index)) this.end(ended);
    };
    let worker: Worker | undefined;
    try {
      worker = { handle: startWorker(start, onEnd), thread };
      this.workers.push(worker);
    } catch (error) {
      this.withoutWorkers(error);
    }
  }

  private withoutWorkers(reason: unknown): void {
    this.unavailable = true;
    this.resize(0);
    const why = reason instanceof Error ? reason.message : String(reason);
    console.warn(`The backend 'simd' cannot start worker threads here, and works with one thread (${why}).`);
  }

  private end(worker: Worker): void {
    this.workers = this.workers.filter((other) => other !== worker);
    worker.handle.terminate();
    const state = CONTROL.lines + worker.thread * CONTROL.lineWords + CONTROL.state;
    Atomics.store(this.words, state, STATE.starting);
  }

  /** Lets go of workers of which one has vanished. What they share stays allocated: it may still be written. */
  private abandon(): void {
    for (const { handle } of this.workers) handle.terminate();
    this.workers = [];
    this.createControl();
  }

  private createControl(): void {
    this.control = this.memory.allocateForGood(4 * CONTROL_WORDS);
    this.words = this.memory.i32(this.control, CONTROL_WORDS);
    this.words.fill(0);
    this.claiming.close(this.control, this.job);
  }

  /** A program's number, and where its code lies for workers to compile. */
  private published(program: Program): { id: number; pointer: number } {
    let entry = this.programs.get(program);
    if (!entry) {
      const pointer = this.memory.allocateForGood(program.code.length);
      new Uint8Array(this.memory.wasm.buffer, pointer, program.code.length).set(program.code);
      entry = { id: this.programs.size, pointer };
      this.programs.set(program, entry);
    }
    return entry;
  }

  private message(length: number): string {
    const bytes = new Uint8Array(this.memory.wasm.buffer, this.control + 4 * CONTROL.message, length);
    return new TextDecoder().decode(bytes.slice());
  }
}

function inWorker({ key }: Program): string {
  return `A worker thread of the backend 'simd', in the kernel '${key.split(' ')[0]}',`;
}

function instantiate(bytes: Uint8Array, memory: WebAssembly.Memory): Claiming {
  const module = new WebAssembly.Module(bytes as BufferSource);
  const imports: Record<string, Record<string, WebAssembly.Memory>> = {};
  for (const wanted of WebAssembly.Module.imports(module))
    (imports[wanted.module] ??= {})[wanted.name] = memory;
  return new WebAssembly.Instance(module, imports).exports as unknown as Claiming;
}

/** Whether this thread may sleep: the main thread of a web page may not. */
const canSleep = (() => {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 0);
    return true;
  } catch {
    return false;
  }
})();
