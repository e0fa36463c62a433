/** Pointers that are negative as signed numbers. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';

// Registers the gradients, which tfjs-core alone does not in Node.
import '@tensorflow/tfjs-layers';

import { SimdBackend } from '../src/backend.js';
import '../src/index.js';
import { Memory } from '../src/memory.js';
import { numbers } from './compare-backends.js';
import { leaveAllToWorkers } from './workers-only.js';

const tensor = (shape: number[], seed: number) => tf.tensor(numbers(shape, seed), shape);

function network(x: tf.Tensor, w: tf.Tensor, w5: tf.Tensor): tf.Tensor {
  const convolved = tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same');
  const { mean, variance } = tf.moments(convolved, [0, 1, 2]);
  const normalized = tf.batchNorm4d(
    convolved,
    mean as tf.Tensor1D,
    variance as tf.Tensor1D,
    tf.zeros<tf.Rank.R1>([16]),
    tf.ones<tf.Rank.R1>([16]),
  );
  const pooled = tf.avgPool(tf.maxPool(tf.relu(normalized), 2, 2, 'valid'), 3, 1, 'same');
  const flat = tf.reshape(tf.conv2d(pooled, w5 as tf.Tensor4D, 2, 'same'), [2, -1]);
  return tf.sum(tf.square(tf.matMul(flat, flat, false, true)));
}

function results() {
  return tf.tidy(() => {
    const inputs = [tensor([2, 16, 16, 8], 1), tensor([3, 3, 8, 16], 2), tensor([5, 5, 16, 6], 3)];
    const a = tensor([300, 170], 4);
    const row = tensor([170], 5);
    const outputs = [
      ...tf.grads(network)(inputs),
      tf.conv2d(
        tensor([1, 28, 28, 64], 1) as tf.Tensor4D,
        tensor([3, 3, 64, 64], 2) as tf.Tensor4D,
        1,
        'same',
      ),
      tf.matMul(a, a, true, false),
      tf.matMul(a, tf.transpose(a)),
      ...[0, 1, [0, 1]].flatMap((axis) => [tf.sum(a, axis), tf.max(tf.exp(a), axis)]),
      tf.concat([a, a], 1),
      tf.pad(a, [
        [1, 1],
        [2, 2],
      ]),
      tf.slice(a, [3, 3], [100, 100]),
      tf.tanh(tf.add(a, row)),
      tf.where(tf.greater(a, tf.sum(a, 1, true)), a, tf.neg(a)),
    ];
    return outputs.map((output) => Array.from(output.dataSync() as Float32Array));
  });
}

it('every kind of kernel works beyond 2 GiB, in worker threads', async (context) => {
  await tf.setBackend('simd');
  const low = results();
  const memory = new Memory();
  try {
    // Address space only: pages that nobody touches take no memory.
    memory.allocate(2 ** 31);
  } catch (error) {
    return context.skip(`no address space for it: ${(error as Error).message}`);
  }
  tf.registerBackend('simd-high', () => new SimdBackend(memory, () => 3));
  leaveAllToWorkers();
  for (const config of tf.getKernelsForBackend('simd'))
    tf.registerKernel({ ...config, backendName: 'simd-high' });
  await tf.setBackend('simd-high');
  const high = results();
  high.forEach((values, i) => expect(values).toEqual(low[i]));
  await tf.setBackend('simd');
  tf.removeBackend('simd-high');
});
