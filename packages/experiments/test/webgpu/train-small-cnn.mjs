// Trains a very small CNN (a software adapter takes a second for a step of little more) on WebGPU and prints what came of it as JSON. Run by webgpu.test.ts in a process of its own,
// since the graphics driver is chosen by environment variables and stays for the life of the process.
import process from 'node:process';
import { syntheticDigits } from '@convstudy/datasets';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { chooseBackend, trainModel } from '../../dist/index.cjs';

let answer;
try {
  const backend = await chooseBackend({ backend: process.argv[2] });
  const dataset = syntheticDigits({ trainSize: 32, testSize: 32, seed: 1 });
  const model = tfl.sequential({
    layers: [
      tfl.layers.conv2d({
        inputShape: [28, 28, 1],
        filters: 4,
        kernelSize: 5,
        strides: 4,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: tfl.initializers.glorotUniform({ seed: 1 }),
      }),
      tfl.layers.batchNormalization(),
      tfl.layers.flatten(),
      tfl.layers.dense({ units: 10, kernelInitializer: tfl.initializers.glorotUniform({ seed: 2 }) }),
    ],
  });
  // Everything in batches of one shape: WebGPU compiles its kernels for each.
  const { status, epochs } = await trainModel(model, {
    dataset,
    epochs: 3,
    batchSize: 16,
    learningRate: 0.01,
    seed: 1,
  });
  answer = { backend: tf.getBackend(), adapter: backend.adapter, status, epochs };
} catch (error) {
  answer = { error: error.message };
}
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
