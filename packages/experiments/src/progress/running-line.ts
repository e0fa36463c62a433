import { percent } from '../report/numbers.js';
import type { BatchProgress } from '../training/train-model.js';

const BAR = 16;

/** The bar of a line: how many of its cells are full, and how many are not. */
export interface Bar {
  full: number;
  empty: number;
}

/** What is left out first where a terminal is too narrow for all. */
const DISPENSABLE = ['accuracy', 'batch', 'speed', 'bar', 'loss'] as const;

/**
 * How far one run has come, in one line that a terminal does not have to break.
 *
 * @param name - of the run, as wide as those of the others
 * @param progress - undefined before the first batch
 * @param columns - how wide the line may be
 * @param drawBar - gives the bar its colours
 */
export function runningLine(
  name: string,
  progress: BatchProgress | undefined,
  columns: number,
  drawBar: (bar: Bar) => string,
): string {
  const fields: Partial<Record<string, string>> =
    progress === undefined ? { state: 'starting' } : fieldsOf(progress);
  const dropped = new Set<string>();
  const width = () =>
    // Two spaces before everything that is there.
    2 +
    name.length +
    (dropped.has('bar') ? 0 : BAR + 2) +
    Object.entries(fields).reduce((sum, [key, text]) => sum + (dropped.has(key) ? 0 : 2 + text!.length), 0);
  for (const key of DISPENSABLE) {
    if (width() > columns) dropped.add(key);
  }
  const full = Math.round(BAR * fractionDone(progress));
  const parts = [
    ...(dropped.has('bar') ? [] : [drawBar({ full, empty: BAR - full })]),
    name,
    ...Object.entries(fields).flatMap(([key, text]) => (dropped.has(key) ? [] : [text!])),
  ];
  return `  ${parts.join('  ')}`;
}

function fieldsOf(progress: BatchProgress): Record<string, string> {
  return {
    epoch: `epoch ${progress.epoch}/${progress.epochs}`,
    batch: `batch ${progress.batch}/${progress.batches}`,
    loss: `loss ${progress.loss.toFixed(4)}`,
    accuracy: `accuracy ${percent(progress.accuracy)}`,
    speed: `${Math.round(progress.images / progress.seconds)} images/s`,
    left: `${clock(secondsLeft(progress))} left`,
  };
}

function batchesDone({ epoch, batch, batches }: BatchProgress): number {
  return (epoch - 1) * batches + batch;
}

function fractionDone(progress: BatchProgress | undefined): number {
  return progress === undefined ? 0 : batchesDone(progress) / (progress.epochs * progress.batches);
}

/** Of training this model, at the epoch's pace so far. */
function secondsLeft(progress: BatchProgress): number {
  const { epochs, batch, batches, seconds } = progress;
  return ((epochs * batches - batchesDone(progress)) * seconds) / batch;
}

/** 75 -> `1:15`, 3675 -> `1:01:15` */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (parts[0] === 0) parts.shift();
  return parts.map((part, index) => (index === 0 ? part : String(part).padStart(2, '0'))).join(':');
}
