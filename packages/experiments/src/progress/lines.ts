import { percent, seconds } from '../report/numbers.js';
import type { EpochRecord, RunRecord } from '../results/types.js';
import type { ObservedRun } from '../studies/study-observer.js';

/** The lines that stay, the same in a terminal and in a log. */

export function startLine(run: ObservedRun, jobs: number): string {
  return `${jobs > 1 ? `${run.study} ` : ''}[${run.number}/${run.runs}] ${runName(run)}`;
}

/** What a line of a run begins with: its name where other runs' lines come in between. */
export function prefix(run: ObservedRun, jobs: number): string {
  return jobs > 1 ? `${runName(run)}  ` : '  ';
}

export function runName({ model, seed }: { model: string; seed: number }): string {
  return `${model}, seed ${seed}`;
}

export function epochLine(epoch: EpochRecord, number: number, epochs: number): string {
  return (
    `epoch ${String(number).padStart(String(epochs).length)}/${epochs}` +
    `  loss ${epoch.trainLoss.toFixed(4)}  accuracy ${percent(epoch.trainAccuracy)}` +
    `  test loss ${epoch.testLoss.toFixed(4)}  test accuracy ${percent(epoch.testAccuracy)}` +
    `  ${seconds(epoch.seconds)}`
  );
}

/** Nothing for a run that finished: its epochs have said it all. */
export function endLine(run: RunRecord): string | undefined {
  if (run.status === 'finished') return undefined;
  const finished = `${run.epochs.length} finished ${run.epochs.length === 1 ? 'epoch' : 'epochs'}`;
  return `${run.status}${run.message ? `: ${run.message}` : ''} (kept: ${finished})`;
}
