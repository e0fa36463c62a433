/** What a worker thread runs. */
import type { CONTROL, STATE } from './control.js';

/** How long a thread that has nothing to do looks for work before it sleeps. */
export interface Patience {
  /** Milliseconds of looking. */
  spin: number;
  /** A gap of so many milliseconds while looking tells that others need this core. */
  gap: number;
  /** For so many milliseconds after such a gap nobody spins. */
  giveWay: number;
}

export interface WorkerStart {
  memory: WebAssembly.Memory;
  /** Byte offset of the control block. */
  control: number;
  /** The thread's number; the main thread has 0. */
  thread: number;
  /** Where everything is in the control block, and what its words mean. */
  layout: typeof CONTROL;
  states: typeof STATE;
  claiming: Uint8Array;
  patience: Patience;
}

/**
 * Takes tasks and runs them, for ever. The function is turned into source text and evaluated elsewhere: it must not use
 * anything from outside but the platform's globals.
 */
export function runWorker(start: WorkerStart): never {
  const { memory, control, thread, layout, states, claiming, patience } = start;
  const words = new Int32Array(memory.buffer, control);
  const line = layout.lines + thread * layout.lineWords;
  const linePointer = control + 4 * line;
  const programs = new Map<number, (args: number, begin: number, end: number, scratch: number) => void>();
  let crowdedUntil = 0;

  const instantiate = (bytes: Uint8Array): Record<string, unknown> => {
    const module = new WebAssembly.Module(bytes as BufferSource);
    const imports: Record<string, Record<string, WebAssembly.Memory>> = {};
    for (const wanted of WebAssembly.Module.imports(module)) {
      (imports[wanted.module] ??= {})[wanted.name] = memory;
    }
    return new WebAssembly.Instance(module, imports).exports;
  };
  const { claim } = instantiate(claiming) as { claim: (control: number, line: number) => number };

  const run = (begin: number): void => {
    const id = words[layout.program];
    let program = programs.get(id);
    if (!program) {
      // The memory may have grown since `words` was made. WebAssembly.Module takes no shared bytes: a copy.
      const code = new Uint8Array(memory.buffer, words[layout.code] >>> 0, words[layout.codeLength]).slice();
      program = instantiate(code).run as (args: number, begin: number, end: number, scratch: number) => void;
      programs.set(id, program);
    }
    const scratch = words[layout.scratch] + thread * words[layout.scratchStride];
    program(words[layout.args], begin, words[line + layout.end], scratch);
  };

  const report = (error: unknown): void => {
    const text = new TextEncoder().encode(error instanceof Error ? error.message : String(error));
    const room = new Uint8Array(memory.buffer, control + 4 * layout.message, 4 * layout.messageWords);
    room.set(text.subarray(0, room.length));
    Atomics.store(words, layout.failure, Math.max(1, Math.min(text.length, room.length)));
  };

  /** Looks for work, sleeps if there is none for long, and returns with a task. */
  const next = (): number => {
    let begin = claim(control, linePointer);
    if (begin >= 0) return begin;
    const started = performance.now();
    let last = started;
    while (last >= crowdedUntil && last - started < patience.spin) {
      for (let i = 0; i < 32; i++) {
        begin = claim(control, linePointer);
        if (begin >= 0) return begin;
      }
      const now = performance.now();
      if (now - last > patience.gap) crowdedUntil = now + patience.giveWay;
      last = now;
    }
    for (;;) {
      Atomics.store(words, line + layout.state, states.asleep);
      // Whoever opens a job after this sees that there is somebody to wake.
      begin = claim(control, linePointer);
      if (begin >= 0) {
        Atomics.store(words, line + layout.state, states.awake);
        return begin;
      }
      Atomics.wait(words, line + layout.state, states.asleep);
    }
  };

  Atomics.store(words, line + layout.state, states.awake);
  for (;;) {
    const begin = next();
    const end = words[line + layout.end];
    try {
      run(begin);
    } catch (error) {
      report(error);
    }
    Atomics.add(words, layout.done, end - begin);
    if (Atomics.load(words, layout.mainSleeps) === 1) Atomics.notify(words, layout.done);
  }
}
