import { createColors } from 'picocolors';
import { batchLine, endLine, epochLine, startLine } from './lines.js';
import type { Progress } from './progress.js';

/** Drawing takes time from training; ten times a second is as much as anybody reads. */
const INTERVAL_MS = 100;

/** `log-update`'s function for one stream. */
export interface LiveLine {
  (text: string): void;
  clear(): void;
  done(): void;
}

const BAR = 24;

/** Finished epochs as lines that stay, and under them one that moves, with a bar. */
export function terminalProgress(stream: { write(text: string): unknown }, live: LiveLine): Progress {
  const colors = createColors();
  let drawn = 0;

  const bar = (fraction: number) => {
    const full = Math.round(fraction * BAR);
    return colors.cyan('━'.repeat(full)) + colors.dim('━'.repeat(BAR - full));
  };
  const draw = (fraction: number, line: () => string) => {
    const now = performance.now();
    if (now - drawn < INTERVAL_MS && fraction < 1) return;
    drawn = now;
    live(`  ${bar(fraction)}\n${line()}`);
  };
  const note = (text: string) => {
    live.clear();
    stream.write(`${text}\n`);
  };
  return {
    note,
    download({ file, loadedBytes, totalBytes }) {
      const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
      draw(totalBytes ? loadedBytes / totalBytes : 0, () =>
        totalBytes
          ? `  ${file}  ${megabytes(loadedBytes)} of ${megabytes(totalBytes)} MB`
          : `  ${file}  ${megabytes(loadedBytes)} MB`,
      );
    },
    runStarted: (run) => note(colors.bold(startLine(run))),
    batchDone(progress) {
      const done = (progress.epoch - 1) * progress.batches + progress.batch;
      draw(done / (progress.epochs * progress.batches), () => batchLine(progress));
    },
    epochDone: (...epoch) => note(epochLine(...epoch)),
    runEnded(run) {
      live.clear();
      const line = endLine(run);
      if (line !== undefined) note(colors.yellow(line));
    },
    stop() {
      live.clear();
      live.done();
    },
  };
}
