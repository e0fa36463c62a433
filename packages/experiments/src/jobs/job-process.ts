import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { packagePath } from '../package-path.js';
import { RunDirectoryError } from '../results/run-directory-error.js';
import type { RunProgress } from '../studies/run-checkpoint.js';
import type { RunListener } from '../studies/trainer.js';
import type { Job, JobReport, JobRequest } from './protocol.js';

/** Lines of a process's last words that say why it ended: of V8 when memory runs out, of Node for an error. */
const TELLING = /FATAL ERROR|Error:/;

/**
 * Starts a process that carries one run out, and waits for its end.
 *
 * @param options.signal - ends the run after the current batch
 * @param options.onOutput - called with every line that the process writes
 * @returns the run's progress at its end
 * @throws Error why the run could not go on, or how its process ended before it said so; RunDirectoryError if the run
 *   directory cannot be written
 */
export async function jobProcess(
  job: Job,
  listener: RunListener,
  { signal, onOutput }: { signal: AbortSignal | undefined; onOutput: (line: string) => void },
): Promise<RunProgress> {
  const child = fork(packagePath('bin/convstudy.js'), ['run-job'], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let reason: string | undefined;
  forEachLine(child.stdout!, onOutput);
  forEachLine(child.stderr!, (line) => {
    if (TELLING.test(line)) reason = line.trim();
    onOutput(line);
  });
  let last: Extract<JobReport, { kind: 'ended' | 'failed' }> | undefined;
  // What listeners do with an epoch comes one after the other, and before the end.
  let heard: Promise<void> = Promise.resolve();
  child.on('message', (report: JobReport) => {
    if (report.kind === 'built') listener.built(report.progress);
    else if (report.kind === 'batch') listener.batchDone(report.progress);
    else if (report.kind === 'epoch') {
      heard = heard.then(() => listener.epochDone(report.progress));
      // Who cannot keep an epoch wants no more of them.
      heard.catch(stop);
    } else last = report;
  });
  const tell = (request: JobRequest) => {
    // One that is about to end does not hear it, which does not matter.
    if (child.connected) child.send(request, () => {});
  };
  const stop = () => tell({ kind: 'stop' });
  signal?.addEventListener('abort', stop);
  try {
    tell({ kind: 'train', job });
    if (signal?.aborted) stop();
    const ending = await new Promise<string>((resolve, reject) => {
      let code: number | null = null;
      let killedBy: NodeJS.Signals | null = null;
      let waitingFor = 2;
      // Messages may come after the process has gone, until the channel closes.
      const done = () => {
        if (--waitingFor === 0) resolve(killedBy ? `by ${killedBy}` : `with exit code ${code}`);
      };
      child.once('error', reject);
      child.once('disconnect', done);
      child.once('close', (...how: [number | null, NodeJS.Signals | null]) => {
        [code, killedBy] = how;
        done();
      });
    });
    await heard;
    if (last?.kind === 'ended') return last.progress;
    if (last) throw new (last.ofRunDirectory ? RunDirectoryError : Error)(last.message);
    throw new Error(`its process ended ${ending}${reason === undefined ? '' : `: ${reason}`}`);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

function forEachLine(stream: Readable, hear: (line: string) => void): void {
  createInterface({ input: stream }).on('line', hear);
}
