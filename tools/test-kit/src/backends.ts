import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@convstudy/backend-simd';

await tf.setBackend('cpu');

/** Runs `body` on a tfjs backend and goes back to the one before. */
export async function onBackend<T>(name: string, body: () => Promise<T>): Promise<T> {
  const before = tf.getBackend();
  if (!(await tf.setBackend(name))) throw new Error(`The tfjs backend "${name}" cannot be initialized.`);
  try {
    return await body();
  } finally {
    await tf.setBackend(before);
  }
}
