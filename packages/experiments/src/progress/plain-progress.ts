import { endLine, epochLine, startLine } from './lines.js';
import type { Progress } from './progress.js';

/** One line per epoch, nothing that moves. */
export function plainProgress(stream: { write(text: string): unknown }): Progress {
  const note = (text: string) => void stream.write(`${text}\n`);
  let announced = '';
  return {
    note,
    download({ file }) {
      if (file !== announced) note(`Fetching ${file}`);
      announced = file;
    },
    runStarted: (run) => note(startLine(run)),
    batchDone() {},
    epochDone: (...epoch) => note(epochLine(...epoch)),
    runEnded(run) {
      const line = endLine(run);
      if (line !== undefined) note(line);
    },
    stop() {},
  };
}
