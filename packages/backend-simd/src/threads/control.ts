/**
 * The block of shared memory through which the threads agree on who does what. Numbers are indices of 32-bit words;
 * words that different threads write lie in different cache lines.
 */
export const CONTROL = {
  /** 64 bits: the next task that nobody has taken, and above it the number of the job. */
  next: 0,
  /** The job: written by the main thread while it is closed, read by whoever has taken a task of it. */
  tasks: 16,
  threads: 17,
  program: 18,
  code: 19,
  codeLength: 20,
  args: 21,
  scratch: 22,
  scratchStride: 23,
  /** Tasks that are finished. */
  done: 32,
  /** Whether the main thread sleeps until `done` changes. */
  mainSleeps: 33,
  /** Length of the message of a worker that failed, in bytes; 0: none did. */
  failure: 34,
  /** Bytes of the message. */
  message: 48,
  messageWords: 64,
  /** One line of words for each thread, the main thread's first. */
  lines: 112,
  lineWords: 16,
  /** In a thread's line: what it is doing, and the end of the tasks that it has taken last. */
  state: 0,
  end: 1,
} as const;

/** What a worker is doing. Only one that sleeps has to be woken. */
export const STATE = { starting: 0, awake: 1, asleep: 2 } as const;

/** The most threads there may be. */
export const MOST_THREADS = 64;

export const CONTROL_WORDS = CONTROL.lines + MOST_THREADS * CONTROL.lineWords;
