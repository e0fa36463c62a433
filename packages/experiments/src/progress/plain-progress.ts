import { endLine, epochLine, prefix, startLine } from './lines.js';
import type { Planned, Progress } from './progress.js';

/** One line per epoch, nothing that moves. */
export function plainProgress(stream: { write(text: string): unknown }, { jobs }: Planned): Progress {
  const note = (text: string) => void stream.write(`${text}\n`);
  let announced = '';
  return {
    note,
    download({ file }) {
      if (file !== announced) note(`Fetching ${file}`);
      announced = file;
    },
    runStarted: (run) => note(startLine(run, jobs)),
    batchDone() {},
    epochDone: (epoch, number, epochs, run) => note(prefix(run, jobs) + epochLine(epoch, number, epochs)),
    runEnded(record, run) {
      const line = endLine(record);
      if (line !== undefined) note(prefix(run, jobs) + line);
    },
    stop() {},
  };
}
