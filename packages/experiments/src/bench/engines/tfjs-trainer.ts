import * as tf from '@tensorflow/tfjs-core';
import { models } from '../../models/index.js';
import { adam, trainingStep } from '../../training/training-step.js';
import { type Trainer, UnsupportedModel } from './trainer.js';

/** Trains the studies' models on tfjs's current backend. */
export const prepareOnTfjs: Trainer['prepare'] = (id, batchSize) => {
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
};

/**
 * The wasm backend of tfjs. In Node it runs on one thread, and has no gradient of a convolution.
 *
 * @throws if the package is not installed
 */
export async function tfjsWasmTrainer(): Promise<Trainer> {
  await import('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend('wasm');
  return {
    prepare(model, batchSize) {
      const hasConvolutions = models[model].layersSummary.includes('conv');
      if (hasConvolutions && tf.getKernel('Conv2DBackpropFilter', 'wasm') === undefined) {
        throw new UnsupportedModel('no gradient of conv2d');
      }
      return prepareOnTfjs(model, batchSize);
    },
  };
}

const CPU_MODELS = ['FCN', 'SimpleCNN', 'CIFAR FCN'];

/** The plain cpu backend of tfjs. */
export async function tfjsCpuTrainer(): Promise<Trainer> {
  await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
  return {
    prepare(model, batchSize) {
      if (!CPU_MODELS.includes(model)) throw new UnsupportedModel('a step takes minutes');
      return prepareOnTfjs(model, batchSize);
    },
  };
}
