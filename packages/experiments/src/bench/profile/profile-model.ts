import { PerformanceObserver } from 'node:perf_hooks';
import type { SimdBackend } from '@convstudy/backend-simd';
import * as tf from '@tensorflow/tfjs-core';
import { prepareOnTfjs } from '../engines/tfjs-trainer.js';
import { type ModelProfile, summarizeProfile } from './summarize-profile.js';
import { observeBackend } from './observe-backend.js';
import { RowBook } from './rows.js';
import { Timeline } from './timeline.js';

/** Kernels are compiled, and optimised by V8, before anything counts. */
const WARM_UP_SECONDS = 0.5;
const MINIMUM_STEPS = 3;

/**
 * Where the time of a model's training steps goes, on the backend `simd`, which must be tfjs's current one.
 *
 * @param seconds - how long to train; three steps are taken even if they take longer
 */
export async function profileModel(model: string, batchSize: number, seconds: number): Promise<ModelProfile> {
  const step = prepareOnTfjs(model, batchSize);
  await repeat(step, WARM_UP_SECONDS);

  const pauses: { start: number; end: number }[] = [];
  const record = (entries: readonly PerformanceEntry[]) => {
    for (const { startTime, duration } of entries)
      pauses.push({ start: startTime, end: startTime + duration });
  };
  const collections = new PerformanceObserver((list) => record(list.getEntries()));
  collections.observe({ entryTypes: ['gc'] });
  const book = new RowBook();
  const timeline = new Timeline(book.rest);
  const release = observeBackend(tf.backend() as unknown as SimdBackend, timeline, book);
  let steps: number;
  try {
    // What a step leaves to be computed belongs to the next one, so the first is not like the others.
    await step();
    timeline.restart();
    book.restart();
    steps = await repeat(step, seconds);
  } finally {
    timeline.stop();
    release();
  }
  // What has been collected is reported later.
  await new Promise((resolve) => setTimeout(resolve, 10));
  record(collections.takeRecords());
  collections.disconnect();
  return { model, batchSize, ...summarizeProfile(timeline, pauses, steps) };
}

async function repeat(step: () => Promise<unknown>, seconds: number): Promise<number> {
  const end = performance.now() + 1000 * seconds;
  let steps = 0;
  while (steps < MINIMUM_STEPS || performance.now() < end) {
    await step();
    steps++;
  }
  return steps;
}
