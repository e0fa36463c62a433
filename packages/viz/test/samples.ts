import type { LearningRun } from '../src/charts/learningRows.js';

/** A smooth run of `epochs` epochs with a little noise that depends on the seed alone. */
export function sampleRun(
  model: string,
  {
    epochs = 10,
    from = 0.9,
    to = 0.99,
    gap = 0.004,
    seed,
  }: { epochs?: number; from?: number; to?: number; gap?: number; seed?: number } = {},
): LearningRun {
  const wobble = (i: number) => 0.0012 * Math.sin(1.7 * i + 5 * (seed ?? 0));
  return {
    model,
    ...(seed !== undefined && { seed }),
    epochs: Array.from({ length: epochs }, (_, i) => {
      const accuracy = to - (to - from) * Math.exp(-0.7 * i);
      return {
        epoch: i + 1,
        train: accuracy + gap * (i / epochs) + wobble(i),
        test: accuracy + wobble(i + 3),
      };
    }),
  };
}

/** The same as a falling loss. */
export function asLoss(run: LearningRun): LearningRun {
  return {
    ...run,
    epochs: run.epochs.map(({ epoch, train, test }) => ({
      epoch,
      train: 3 * (1 - train!),
      test: 3 * (1 - test!),
    })),
  };
}

export const THREE_MODELS = ['FCN', 'SimpleCNN', 'ResidualCNN'];

export const threeRuns = [
  sampleRun('FCN', { from: 0.93, to: 0.978, gap: 0.015 }),
  sampleRun('SimpleCNN', { from: 0.978, to: 0.9905, gap: 0.006 }),
  sampleRun('ResidualCNN', { from: 0.97, to: 0.9915, gap: 0.004 }),
];

/** What a model's name should never do to a chart or a report. */
export const HOSTILE =
  '</script><script>alert("1")</script><img src=x onerror=alert(2)> \'"`&amp;\\ ${x} \0 -->';
