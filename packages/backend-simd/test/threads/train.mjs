/**
 * A training script as anybody might write it, on three threads. It prints a line for each step.
 *
 *   node train.mjs STEPS [end|exit|throw]
 */
import { setThreadsCount } from '@convstudy/backend-simd';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';

const [steps, ending = 'end'] = process.argv.slice(2);

setThreadsCount(3);
await tf.setBackend('simd');
const { layers: made } = sequential({
  layers: [
    layers.conv2d({ inputShape: [12, 12, 3], filters: 16, kernelSize: 3, padding: 'same' }),
    layers.batchNormalization(),
    layers.activation({ activation: 'relu' }),
    layers.flatten(),
    layers.dense({ units: 4, kernelInitializer: initializers.zeros() }),
  ],
});
const x = tf.randomUniform([16, 12, 12, 3], -1, 1, 'float32', 1);
const y = tf.oneHot(
  tf
    .range(0, 16, 1, 'int32')
    .dataSync()
    .map((i) => i % 4),
  4,
);
const optimizer = tf.train.adam(0.01);

for (let step = 0; step < Number(steps); step++) {
  const loss = optimizer.minimize(
    () =>
      tf.losses.softmaxCrossEntropy(
        y,
        made.reduce((value, layer) => layer.apply(value, { training: true }), x),
      ),
    true,
  );
  const value = loss.dataSync()[0];
  loss.dispose();
  console.log(`step ${step}: ${value}`);
  // Workers start while the event loop turns.
  if (step < 5) await new Promise((resolve) => setTimeout(resolve, 30));
}
if (ending === 'exit') process.exit(7);
if (ending === 'throw') throw new Error('training went wrong');
console.log('end');
