import { createInterface } from 'node:readline';
import * as tf from '@tensorflow/tfjs-core';
import { chooseBackend } from '../backend/choose-backend.js';
import { models } from '../models/index.js';
import { median } from '../statistics/median.js';
import { adam, trainingStep } from '../training/training-step.js';
import type { TimingAnswer, TimingRequest } from './protocol.js';

const WARM_UP = 2;
const MINIMUM_STEPS = 3;

/** The other end of a timing process: answers requests from standard input until it closes. */
export async function answerTiming(wideVectors: boolean): Promise<void> {
  const backend = await chooseBackend({ backend: 'simd', wideVectors });
  const prepared = new Map<string, () => Promise<number>>();
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as TimingRequest;
    const key = `${request.model} ${request.batchSize}`;
    const step = prepared.get(key) ?? prepareStep(request);
    prepared.set(key, step);
    const answer: TimingAnswer = {
      msPerStep: await timeSteps(step, request.seconds),
      wideVectors: backend.wideVectors,
    };
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

/** A model with one batch of noise and a function that trains on it for one step and reads the loss. */
function prepareStep({ model: id, batchSize }: TimingRequest): () => Promise<number> {
  const { inputShape, build } = models[id];
  const model = build({ inputShape, seed: 1 });
  const optimizer = adam(1e-3);
  const images = tf.randomNormal<tf.Rank.R4>([batchSize, ...inputShape], 0, 1, 'float32', 1);
  const labels = tf.cast(tf.randomUniform<tf.Rank.R1>([batchSize], 0, 10, 'float32', 2), 'int32');
  return async () => {
    const { loss, outputs } = trainingStep(model, optimizer, images, labels);
    const [value] = await loss.data();
    tf.dispose([loss, outputs]);
    return value;
  };
}

async function timeSteps(step: () => Promise<number>, seconds: number): Promise<number> {
  for (let i = 0; i < WARM_UP; i++) await step();
  const times: number[] = [];
  const end = performance.now() + 1000 * seconds;
  while (times.length < MINIMUM_STEPS || performance.now() < end) {
    const started = performance.now();
    await step();
    times.push(performance.now() - started);
  }
  return median(times);
}
