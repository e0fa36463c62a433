import { percent, seconds } from '../report/numbers.js';
import type { EpochRecord, RunRecord } from '../results/types.js';
import type { BatchProgress } from '../training/train-model.js';

/** The lines that stay, the same in a terminal and in a log. */

export function startLine(run: { model: string; seed: number; number: number; runs: number }): string {
  return `[${run.number}/${run.runs}] ${run.model}, seed ${run.seed}`;
}

export function epochLine(epoch: EpochRecord, number: number, epochs: number): string {
  return (
    `  epoch ${String(number).padStart(String(epochs).length)}/${epochs}` +
    `  loss ${epoch.trainLoss.toFixed(4)}  accuracy ${percent(epoch.trainAccuracy)}` +
    `  test loss ${epoch.testLoss.toFixed(4)}  test accuracy ${percent(epoch.testAccuracy)}` +
    `  ${seconds(epoch.seconds)}`
  );
}

/** Nothing for a run that finished: its epochs have said it all. */
export function endLine(run: RunRecord): string | undefined {
  if (run.status === 'finished') return undefined;
  const finished = `${run.epochs.length} finished ${run.epochs.length === 1 ? 'epoch' : 'epochs'}`;
  return `  ${run.model} ${run.status}${run.message ? `: ${run.message}` : ''} (kept: ${finished})`;
}

export function batchLine(progress: BatchProgress): string {
  const speed = progress.images / progress.seconds;
  return (
    `  epoch ${progress.epoch}/${progress.epochs}  batch ${progress.batch}/${progress.batches}` +
    `  loss ${progress.loss.toFixed(4)}  accuracy ${percent(progress.accuracy)}` +
    `  ${Math.round(speed)} images/s  ${clock(secondsLeft(progress))} left`
  );
}

/** Of training this model, at the epoch's pace so far. */
function secondsLeft({ epoch, epochs, batch, batches, seconds }: BatchProgress): number {
  const done = (epoch - 1) * batches + batch;
  return ((epochs * batches - done) * seconds) / batch;
}

/** 75 -> `1:15`, 3675 -> `1:01:15` */
function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (parts[0] === 0) parts.shift();
  return parts.map((part, index) => (index === 0 ? part : String(part).padStart(2, '0'))).join(':');
}
