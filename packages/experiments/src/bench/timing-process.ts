import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { TimingAnswer, TimingRequest } from './protocol.js';

/**
 * A process of its own that times training steps: V8's flags hold for a whole process, and engines that share one
 * would disturb each other.
 */
export interface TimingProcess {
  time(request: TimingRequest): Promise<TimingAnswer>;
  close(): Promise<void>;
}

/**
 * @param command - the program and its arguments; it speaks the protocol of `protocol.ts`
 * @param environment - variables to set for it besides those of this process
 */
export function startTimingProcess(
  [program, ...args]: [string, ...string[]],
  environment: Record<string, string> = {},
): TimingProcess {
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  const ended = once(child, 'close');
  // Whoever waits for an answer hears of a failure to start through the stream's end.
  ended.catch(() => {});
  // A process that has gone does not read; that is noticed when no answer comes.
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async time(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${program} ended while timing ${request.model}; its messages are above`);
      return JSON.parse(value) as TimingAnswer;
    },
    async close() {
      child.stdin.end();
      await ended.catch(() => {});
    },
  };
}
