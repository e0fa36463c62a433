/** Whole models of tfjs-layers, and the optimisers: on this backend what they are on `cpu`, in steady memory. */
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { SimdBackend } from '../src/backend.js';
import { setThreadsCount } from '../src/index.js';
import { settings } from '../src/settings.js';
import { numbers } from './compare-backends.js';

const { input, layers } = tfl;
type Symbolic = tfl.SymbolicTensor;

afterEach(() => {
  settings.deferFrom = 128;
});

const glorot = (seed: number) => tfl.initializers.glorotUniform({ seed });
const kernel = (seed: number) => ({ kernelInitializer: glorot(seed) });
const cell = (units: number) => ({ units, ...kernel(1), recurrentInitializer: glorot(2) });
const separable = { depthwiseInitializer: glorot(4), pointwiseInitializer: glorot(5) };

function model(
  shape: number[],
  body: (x: Symbolic) => unknown,
  first?: (x: Symbolic) => unknown,
): tfl.LayersModel {
  const x = input({ shape });
  const y = body((first ? first(x) : x) as Symbolic) as Symbolic;
  return tfl.model({ inputs: x, outputs: layers.dense({ units: 2, ...kernel(9) }).apply(y) as Symbolic });
}

const flat = (x: unknown) => layers.flatten().apply(x as Symbolic);

const models: Record<string, () => tfl.LayersModel> = {
  lstm: () => model([6, 5], (x) => layers.lstm(cell(4)).apply(x)),
  'stacked gru': () =>
    model([6, 5], (x) =>
      layers.gru(cell(4)).apply(layers.gru({ ...cell(3), returnSequences: true }).apply(x)),
    ),
  'simple rnn, unrolled': () => model([6, 5], (x) => layers.simpleRNN({ ...cell(4), unroll: true }).apply(x)),
  bidirectional: () =>
    model([6, 5], (x) =>
      layers.bidirectional({ layer: layers.simpleRNN(cell(3)), mergeMode: 'concat' }).apply(x),
    ),
  'time distributed': () =>
    model([6, 5], (x) =>
      flat(layers.timeDistributed({ layer: layers.dense({ units: 3, ...kernel(1) }) }).apply(x)),
    ),
  embedding: () =>
    model([7], (x) =>
      layers
        .globalAveragePooling1d()
        .apply(layers.embedding({ inputDim: 10, outputDim: 6, embeddingsInitializer: glorot(3) }).apply(x)),
    ),
  conv1d: () =>
    model([12, 3], (x) =>
      layers
        .globalMaxPooling1d()
        .apply(
          layers
            .conv1d({ filters: 6, kernelSize: 3, padding: 'same', activation: 'tanh', ...kernel(1) })
            .apply(x),
        ),
    ),
  'depthwise and separable convolutions': () =>
    model([8, 8, 3], (x) => {
      const y = layers
        .depthwiseConv2d({ kernelSize: 3, depthwiseInitializer: glorot(3), activation: 'elu' })
        .apply(x);
      return flat(layers.separableConv2d({ filters: 5, kernelSize: 3, ...separable }).apply(y));
    }),
  'transposed convolution and pooling': () =>
    model([4, 4, 3], (x) => {
      const y = layers
        .conv2dTranspose({ filters: 5, kernelSize: 3, strides: 2, padding: 'same', ...kernel(2) })
        .apply(x);
      return flat(layers.averagePooling2d({ poolSize: 2 }).apply(y));
    }),
  'layer normalization': () =>
    model([9], (x) =>
      layers
        .layerNormalization()
        .apply(layers.dense({ units: 16, activation: 'selu', ...kernel(1) }).apply(x)),
    ),
  'convolutional lstm': () =>
    model([3, 6, 6, 2], (x) =>
      flat(
        layers
          .convLstm2d({
            filters: 3,
            kernelSize: 3,
            padding: 'same',
            ...kernel(1),
            recurrentInitializer: glorot(2),
          })
          .apply(x),
      ),
    ),
  'attention by dot products': () =>
    model([5, 6], (x) => {
      const dense = (seed: number) => layers.dense({ units: 4, ...kernel(seed) }).apply(x) as Symbolic;
      const scores = layers.dot({ axes: 2 }).apply([dense(1), dense(2)]) as Symbolic;
      const weights = layers.softmax({ axis: -1 }).apply(scores) as Symbolic;
      return flat(layers.dot({ axes: [2, 1] }).apply([weights, dense(3)]));
    }),
  'masked steps': () =>
    model([7], (x) => {
      const embeddings = { inputDim: 10, outputDim: 6, embeddingsInitializer: glorot(3), maskZero: true };
      return layers.lstm(cell(4)).apply(layers.embedding(embeddings).apply(x));
    }),
  'a sequential model': () =>
    tfl.sequential({
      layers: [
        layers.conv2d({ inputShape: [8, 8, 2], filters: 4, kernelSize: 3, activation: 'relu', ...kernel(1) }),
        layers.maxPooling2d({ poolSize: 2 }),
        layers.flatten(),
        layers.dense({ units: 2, ...kernel(2) }),
      ],
    }),
  'batch normalization, PReLU and merges': () =>
    model([8, 8, 3], (x) => {
      const conv = (seed: number, useBias = true) =>
        layers
          .conv2d({ filters: 4, kernelSize: 3, padding: 'same', useBias, ...kernel(seed) })
          .apply(x) as Symbolic;
      // A bias here would have a gradient of nothing but rounding errors, of which Adam makes whole steps.
      const normalized = layers.batchNormalization().apply(conv(1, false)) as Symbolic;
      const activated = layers.prelu({ sharedAxes: [1, 2] }).apply(normalized) as Symbolic;
      const sum = layers.add().apply([activated, conv(2)]) as Symbolic;
      const product = layers.multiply().apply([sum, conv(3)]) as Symbolic;
      const largest = layers.maximum().apply([product, conv(4)]) as Symbolic;
      const mean = layers.average().apply([largest, activated]) as Symbolic;
      return layers.globalAveragePooling2d({}).apply(layers.concatenate().apply([mean, sum]));
    }),
};

interface Outcome {
  losses: number[];
  evaluated: number[];
  predicted: number[];
  reloaded: number[];
}

async function outcome(backend: string, make: () => tfl.LayersModel): Promise<Outcome> {
  await tf.setBackend(backend);
  const before = tf.memory().numTensors;
  const net = make();
  const shape = net.inputs[0].shape.slice(1) as number[];
  const isEmbedding = shape.length === 1 && shape[0] === 7;
  const values = numbers([10, ...shape], 3);
  const x = tf.tensor(isEmbedding ? values.map((value) => Math.floor(5 * value + 5)) : values, [
    10,
    ...shape,
  ]);
  const y = tf.tensor2d(numbers([10, 2], 4), [10, 2]);
  net.compile({ optimizer: 'adam', loss: 'meanSquaredError', metrics: ['mae'] });
  const history = await net.fit(x, y, { epochs: 2, batchSize: 4, shuffle: false, verbose: 0 });
  const evaluated = (net.evaluate(x, y, { batchSize: 5 }) as tf.Scalar[]).map((score) => score.dataSync()[0]);
  const predict = (from: tfl.LayersModel) =>
    Array.from(tf.tidy(() => (from.predict(x) as tf.Tensor).dataSync()));
  const predicted = predict(net);
  let saved: tf.io.ModelArtifacts | undefined;
  await net.save({
    save: (artifacts) => {
      saved = artifacts;
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } });
    },
  });
  const again = await tfl.loadLayersModel({ load: () => Promise.resolve(saved as tf.io.ModelArtifacts) });
  const reloaded = predict(again);
  again.dispose();
  net.dispose();
  tf.dispose([x, y]);
  tf.disposeVariables();
  expect(tf.memory().numTensors - before).toBeLessThan(40); // adam's variables are disposed of, evaluate's scores are not
  return { losses: history.history.loss as number[], evaluated, predicted, reloaded };
}

describe('models', () => {
  for (const [name, make] of Object.entries(models)) {
    for (const deferFrom of [0, 128]) {
      it(`${name}, deferred from ${deferFrom}`, async () => {
        settings.deferFrom = deferFrom;
        const [cpu, simd] = [await outcome('cpu', make), await outcome('simd', make)];
        for (const key of ['losses', 'evaluated', 'predicted', 'reloaded'] as const) {
          expect(simd[key].length).toBe(cpu[key].length);
          simd[key].forEach((value, i) => expect(value).toBeCloseTo(cpu[key][i], 3));
        }
        expect(simd.reloaded).toEqual(simd.predicted);
      });
    }
  }
});

const optimizers: Record<string, () => tf.Optimizer> = {
  sgd: () => tf.train.sgd(0.05),
  momentum: () => tf.train.momentum(0.02, 0.9, true),
  adagrad: () => tf.train.adagrad(0.05),
  adadelta: () => tf.train.adadelta(0.5),
  adam: () => tf.train.adam(0.01),
  adamax: () => tf.train.adamax(0.01),
  rmsprop: () => tf.train.rmsprop(0.01, 0.9, 0.1),
};

async function trained(backend: string, make: () => tf.Optimizer) {
  await tf.setBackend(backend);
  const bytes = () => (backend === 'simd' ? (tf.backend() as SimdBackend).runtime.memory.bytesInUse : 0);
  const start = { tensors: tf.memory().numTensors, bytes: bytes() };
  const optimizer = make();
  const x = tf.tensor2d(numbers([20, 15], 1), [20, 15]);
  const y = tf.tensor2d(numbers([20, 12], 2), [20, 12]);
  const initial = [tf.tensor2d(numbers([15, 12], 3), [15, 12]), tf.zeros([12])];
  const [w, b] = initial.map((tensor) => tf.variable(tensor));
  tf.dispose(initial);
  const losses: number[] = [];
  const use: { tensors: number; bytes: number }[] = [];
  for (let i = 0; i < 36; i++) {
    const loss = () =>
      tf.tidy(() =>
        tf.losses.meanSquaredError<tf.Tensor2D, tf.Scalar>(y, tf.tanh(tf.add(tf.matMul(x, w), b))),
      );
    const value = optimizer.minimize(loss, true) as tf.Scalar;
    // Read now and then only, so that steps meet what earlier ones left pending.
    if (i % 3 === 2) losses.push(value.dataSync()[0]);
    value.dispose();
    use.push({ tensors: tf.memory().numTensors, bytes: bytes() });
  }
  const weights = Array.from(w.dataSync());
  tf.dispose([x, y, w, b]);
  optimizer.dispose();
  return { losses, weights, use, start, end: { tensors: tf.memory().numTensors, bytes: bytes() } };
}

describe('optimizers', () => {
  // Threads keep the kernels that they share in the memory that is watched here.
  beforeAll(() => setThreadsCount(1));

  for (const [name, make] of Object.entries(optimizers)) {
    for (const deferFrom of [0, 128]) {
      it(`${name}, deferred from ${deferFrom}`, async () => {
        settings.deferFrom = deferFrom;
        const cpu = await trained('cpu', make);
        const simd = await trained('simd', make);
        simd.losses.forEach((value, i) => expect(value).toBeCloseTo(cpu.losses[i], 4));
        simd.weights.forEach((value, i) => expect(value).toBeCloseTo(cpu.weights[i], 3));
        const [early, late] = [simd.use.slice(2, 18), simd.use.slice(18)];
        expect(new Set([...early, ...late].map(({ tensors }) => tensors)).size).toBe(1);
        const most = (use: { bytes: number }[]) => Math.max(...use.map(({ bytes }) => bytes));
        expect(most(late)).toBeLessThanOrEqual(most(early));
        expect(simd.end.bytes).toBe(simd.start.bytes);
      });
    }
  }
});

describe("other people's programs", () => {
  /** Numbers that a program computes on `cpu` and on `simd`. */
  async function expectSame(program: () => Promise<number[]>): Promise<void> {
    await tf.setBackend('cpu');
    const expected = await program();
    await tf.setBackend('simd');
    const actual = await program();
    expect(actual).toHaveLength(expected.length);
    actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 4));
  }
  const data = () => ({
    x: tf.tensor4d(numbers([12, 8, 8, 2], 1), [12, 8, 8, 2]),
    y: tf.oneHot(
      Array.from({ length: 12 }, (_, i) => i % 2),
      2,
    ) as tf.Tensor2D,
  });

  it('a loop with variableGrads, clipped gradients and applyGradients', () =>
    expectSame(async () => {
      const { x, y } = data();
      const net = models['a sequential model']();
      const optimizer = tf.train.sgd(0.1);
      const losses: number[] = [];
      for (let step = 0; step < 5; step++) {
        const { value, grads } = tf.variableGrads(() =>
          tf.losses.softmaxCrossEntropy<tf.Tensor, tf.Scalar>(y, net.apply(x) as tf.Tensor),
        );
        const clipped = tf.tidy(() =>
          Object.fromEntries(
            Object.entries(grads).map(([name, grad]) => [name, tf.keep(tf.clipByValue(grad, -0.05, 0.05))]),
          ),
        );
        optimizer.applyGradients(clipped);
        losses.push((await value.data())[0]);
        tf.dispose([value, grads, clipped]);
      }
      tf.dispose([x, y]);
      net.dispose();
      return losses;
    }));

  it('trainOnBatch, callbacks and early stopping', () =>
    expectSame(async () => {
      const { x, y } = data();
      const net = models['a sequential model']();
      net.compile({
        optimizer: tf.train.momentum(0.05, 0.9),
        loss: 'meanSquaredError',
        metrics: ['accuracy'],
      });
      const seen = (await net.trainOnBatch(x, y)) as number[];
      const { epoch } = await net.fit(x, y, {
        epochs: 12,
        batchSize: 5,
        shuffle: false,
        verbose: 0,
        validationSplit: 0.25,
        callbacks: [
          tfl.callbacks.earlyStopping({ monitor: 'val_loss', patience: 1 }),
          new tfl.CustomCallback({ onBatchEnd: (_, logs) => void seen.push(Number(logs?.loss)) }),
        ],
      });
      tf.dispose([x, y]);
      net.dispose();
      return [...seen, epoch.length];
    }));

  it('a recurrent layer that keeps its state between batches', () =>
    expectSame(async () => {
      const x = tf.tensor3d(numbers([2, 4, 3]), [2, 4, 3]);
      const net = tfl.sequential({
        layers: [layers.lstm({ ...cell(4), stateful: true, batchInputShape: [2, 4, 3] })],
      });
      const outputs: number[] = [];
      for (let call = 0; call < 4; call++) {
        if (call === 2) net.resetStates();
        outputs.push(...(await (net.predict(x) as tf.Tensor).data()));
      }
      expect(outputs.slice(0, 8)).toEqual(outputs.slice(16, 24));
      net.dispose();
      return outputs;
    }));
});
