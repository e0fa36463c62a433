/**
 * GB/s of memory read and written by deferred elementwise loops and reductions, on one thread and on all, the best of
 * many short runs, through tfjs.
 *
 *     npm run bench:loops
 */
import { availableParallelism } from 'node:os';

import * as tf from '@tensorflow/tfjs-core';

import { setThreadsCount } from '../src/index.js';
import { bestTime } from './best-time.js';

await tf.setBackend('simd');
const SHAPE = [64, 28, 28, 32];
const [x, y, z] = [1, 2, 3].map((seed) => tf.randomNormal(SHAPE, 0, 1, 'float32', seed));
const row = tf.randomNormal([32], 0, 1, 'float32', 4);

const loops: { name: string; reads: number; writes: number; run: () => tf.Tensor }[] = [
  { name: 'relu', reads: 1, writes: 1, run: () => tf.relu(x) },
  { name: 'x + y * z', reads: 3, writes: 1, run: () => tf.add(x, tf.mul(y, z)) },
  { name: 'exp', reads: 1, writes: 1, run: () => tf.exp(x) },
  { name: '(x - row) * row', reads: 1, writes: 1, run: () => tf.mul(tf.sub(x, row), row) },
  { name: 'sum over pixels', reads: 1, writes: 0, run: () => tf.sum(x, [0, 1, 2]) },
  { name: 'sum of squares over pixels', reads: 1, writes: 0, run: () => tf.sum(tf.square(x), [0, 1, 2]) },
  { name: 'sum of x * y over channels', reads: 2, writes: 0, run: () => tf.sum(tf.mul(x, y), -1) },
];

const bytes = 4 * x.size;
for (const { name, reads, writes, run } of loops) {
  const rates: string[] = [];
  for (const threads of new Set([1, availableParallelism()])) {
    setThreadsCount(threads);
    // An element's worth of reading makes the backend compute all of it.
    const time = await bestTime(() => tf.tidy(() => void tf.slice(tf.reshape(run(), [-1]), 0, 1).dataSync()));
    const rate = (bytes * (reads + writes)) / time / 1e6;
    rates.push(
      `${(1000 * time).toFixed(0).padStart(6)} us ${rate.toFixed(1).padStart(6)} GB/s on ${threads}`,
    );
  }
  console.log(`${name.padEnd(28)} ${rates.join(', ')}`);
}
