import type * as jaxModule from '@jax-js/jax';
import type { Array as JaxArray, numpy } from '@jax-js/jax';
import { type Trainer, UnsupportedModel } from './trainer.js';

type Jax = typeof jaxModule;
type Parameters = JaxArray[];

/** A network as jax-js has it: initial parameters, and logits [batch, 10] of images [batch, 1, 28, 28]. */
interface Network {
  shapes: number[][];
  logits: (jax: Jax, parameters: Parameters, images: JaxArray) => JaxArray;
}

/*
 * jax-js counts references: a function uses up its arguments, `x.ref` keeps one for later. Dropout and batch
 * normalisation's moving statistics are left out, which makes it a little faster than it would be.
 */

const fcn: Network = {
  shapes: [[784, 512], [512], [512], [512], [512, 256], [256], [256, 10], [10]],
  logits({ numpy: np, nn }, [w1, b1, gamma, beta, w2, b2, w3, b3], images) {
    const x = nn.relu(np.matmul(images.reshape([-1, 784]), w1).add(b1));
    const mean = np.mean(x.ref, 0);
    const centered = x.sub(mean);
    const variance = np.mean(np.square(centered.ref), 0);
    const normal = centered
      .div(np.sqrt(variance.add(1e-5)))
      .mul(gamma)
      .add(beta);
    const hidden = nn.relu(np.matmul(normal, w2).add(b2));
    return np.matmul(hidden, w3).add(b3);
  },
};

const simpleCnn: Network = {
  shapes: [[32, 1, 3, 3], [32, 1, 1], [64, 32, 3, 3], [64, 1, 1], [3136, 128], [128], [128, 10], [10]],
  logits({ lax, numpy: np, nn }, [w1, b1, w2, b2, w3, b3, w4, b4], images) {
    const block = (x: JaxArray, weights: JaxArray, bias: JaxArray) =>
      lax.reduceWindow(
        nn.relu(lax.conv(x, weights, [1, 1], 'SAME').add(bias)),
        (window) => np.max(window),
        [1, 1, 2, 2],
        [1, 1, 2, 2],
      );
    const features = block(block(images, w1, b1), w2, b2).reshape([-1, 3136]);
    return np.matmul(nn.relu(np.matmul(features, w3).add(b3)), w4).add(b4);
  },
};

const networks: Record<string, Network> = { FCN: fcn, SimpleCNN: simpleCnn };

/**
 * jax-js on its wasm device, with a step compiled by its `jit`. In Node it runs on one thread.
 *
 * @throws if the package is not installed
 */
export async function jaxTrainer(): Promise<Trainer> {
  const jax = await import('@jax-js/jax');
  await jax.init('wasm');
  jax.defaultDevice('wasm');
  return {
    prepare(model, batchSize) {
      if (!(model in networks)) throw new UnsupportedModel('not written in jax-js');
      return prepare(jax, networks[model], batchSize);
    },
  };
}

function prepare(jax: Jax, { shapes, logits }: Network, batchSize: number): () => Promise<number> {
  const { numpy: np, nn, random } = jax;
  const uniform = (shape: number[], seed: number, low: number, high: number) =>
    random.uniform(random.key(seed), shape, { minval: low, maxval: high });
  const images = uniform([batchSize, 1, 28, 28], 1, -1.7, 1.7);
  const labels = nn.oneHot(uniform([batchSize], 2, 0, 10).astype(np.int32), 10);
  // Vectors are biases and batch normalisation's scales; what they begin with does not matter to the time.
  let parameters = shapes.map((shape, index) => uniform(shape, 3 + index, -0.05, 0.05));
  let means = shapes.map((shape) => np.zeros(shape));
  let squares = shapes.map((shape) => np.zeros(shape));
  let beta1Power = np.array(1);
  let beta2Power = np.array(1);

  const loss = (weights: Parameters, x: JaxArray, y: JaxArray) =>
    np.sum(y.mul(nn.logSoftmax(logits(jax, weights, x), -1))).mul(-1 / batchSize);
  const step = jax.jit(
    (
      weights: Parameters,
      m: Parameters,
      v: Parameters,
      power1: JaxArray,
      power2: JaxArray,
      x: JaxArray,
      y: JaxArray,
    ) => {
      const [value, gradients] = jax.valueAndGrad(loss)(
        weights.map((weight) => weight.ref),
        x,
        y,
      ) as [JaxArray, Parameters];
      const nextPower1 = power1.mul(0.9);
      const nextPower2 = power2.mul(0.999);
      const nextM = m.map((mean, i) => mean.mul(0.9).add(gradients[i].ref.mul(0.1)));
      const nextV = v.map((square, i) => square.mul(0.999).add(np.square(gradients[i]).mul(0.001)));
      const rate = np.array(1e-3).div(np.array(1).sub(nextPower1.ref));
      const correction = np.array(1).sub(nextPower2.ref);
      const next = weights.map((weight, i) =>
        weight.sub(nextM[i].ref.mul(rate.ref).div(np.sqrt(nextV[i].ref.div(correction.ref)).add(1e-8))),
      );
      rate.dispose();
      correction.dispose();
      return [value, next, nextM, nextV, nextPower1, nextPower2] as const;
    },
  );
  return async () => {
    let value: numpy.Array;
    [value, parameters, means, squares, beta1Power, beta2Power] = step(
      parameters,
      means,
      squares,
      beta1Power,
      beta2Power,
      images.ref,
      labels.ref,
    );
    return (await value.data())[0];
  };
}
