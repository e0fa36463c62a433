import { createColors } from 'picocolors';
import type { ObservedRun } from '../studies/study-observer.js';
import type { BatchProgress } from '../training/train-model.js';
import { endLine, epochLine, prefix, runName, startLine } from './lines.js';
import type { Planned, Progress } from './progress.js';
import { type Bar, clock, runningLine } from './running-line.js';

/** Drawing takes time from training; ten times a second is as much as anybody reads. */
const INTERVAL_MS = 100;

/** `log-update`'s function for one stream. */
export interface LiveLines {
  (text: string): void;
  clear(): void;
  done(): void;
}

/** Finished epochs as lines that stay, and under them one line that moves for every running model, and one for all. */
export function terminalProgress(
  stream: { write(text: string): unknown; columns?: number },
  live: LiveLines,
  { runs, jobs }: Planned,
): Progress {
  const colors = createColors();
  const started = performance.now();
  const running = new Map<string, { name: string; progress?: BatchProgress }>();
  let drawn = -Infinity;
  let done = 0;
  let failed = 0;

  const bar = ({ full, empty }: Bar) => colors.cyan('━'.repeat(full)) + colors.dim('━'.repeat(empty));
  const key = ({ study, model, seed }: ObservedRun) => JSON.stringify([study, model, seed]);

  function overall(): string {
    const troubled = failed > 0 ? ` (${failed} failed)` : '';
    const passed = clock((performance.now() - started) / 1000);
    return `  ${done} of ${runs} ${runs === 1 ? 'run' : 'runs'} done${troubled}, ${running.size} running, ${passed} so far`;
  }
  function draw(): void {
    drawn = performance.now();
    // Without the last column, which some terminals break a line at.
    const columns = (stream.columns ?? 80) - 1;
    const width = Math.max(0, ...[...running.values()].map(({ name }) => name.length));
    const lines = [...running.values()].map(({ name, progress }) =>
      runningLine(name.padEnd(width), progress, columns, bar),
    );
    live([...lines, colors.dim(overall())].join('\n'));
  }
  const drawAtTimes = () => {
    if (performance.now() - drawn >= INTERVAL_MS) draw();
  };
  /** Above what moves. */
  const note = (text: string) => {
    live.clear();
    stream.write(`${text}\n`);
    if (running.size > 0) draw();
  };
  return {
    note,
    download({ file, loadedBytes, totalBytes }) {
      if (performance.now() - drawn < INTERVAL_MS && loadedBytes !== totalBytes) return;
      drawn = performance.now();
      const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
      live(
        totalBytes
          ? `  ${file}  ${megabytes(loadedBytes)} of ${megabytes(totalBytes)} MB`
          : `  ${file}  ${megabytes(loadedBytes)} MB`,
      );
    },
    runStarted(run) {
      running.set(key(run), { name: runName(run) });
      note(colors.bold(startLine(run, jobs)));
    },
    batchDone(progress, run) {
      const shown = running.get(key(run));
      if (shown) shown.progress = progress;
      drawAtTimes();
    },
    epochDone: (epoch, number, epochs, run) => note(prefix(run, jobs) + epochLine(epoch, number, epochs)),
    runEnded(record, run) {
      running.delete(key(run));
      if (record.status !== 'interrupted') done++;
      if (record.status === 'failed' || record.status === 'diverged') failed++;
      const line = endLine(record);
      if (line !== undefined) note(prefix(run, jobs) + colors.yellow(line));
      else live.clear();
      if (running.size > 0) draw();
    },
    stop() {
      live.clear();
      live.done();
    },
  };
}
