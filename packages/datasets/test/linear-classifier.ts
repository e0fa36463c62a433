import type { Dataset, Split } from '../src/dataset.js';
import { randomStream } from '../src/random.js';

const EPOCHS = 8;
const STEP = 0.02;

/**
 * Test accuracy of softmax regression on features of the images, trained by stochastic gradient descent with a step
 * that falls to zero. The features are standardised by the training set.
 */
export function linearAccuracy(dataset: Dataset, features: (split: Split) => Float32Array): number {
  const classes = dataset.classNames.length;
  const train = features(dataset.train);
  const test = features(dataset.test);
  const width = train.length / dataset.train.size;
  standardise(train, test, width);

  const weights = Array.from({ length: classes }, () => new Float32Array(width + 1));
  const scores = new Float64Array(classes);
  const score = (inputs: Float32Array, at: number): void => {
    for (let k = 0; k < classes; k++) {
      const row = weights[k];
      let sum = row[width];
      for (let i = 0; i < width; i++) sum += row[i] * inputs[at + i];
      scores[k] = sum;
    }
  };

  const order = Uint32Array.from({ length: dataset.train.size }, (_, image) => image);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    randomStream(epoch).shuffle(order);
    const step = (STEP * (1 - epoch / EPOCHS)) / Math.sqrt(width);
    for (const image of order) {
      score(train, image * width);
      const largest = Math.max(...scores);
      const powers = scores.map((value) => Math.exp(value - largest));
      const total = powers.reduce((sum, power) => sum + power);
      for (let k = 0; k < classes; k++) {
        const change = step * ((dataset.train.labels[image] === k ? 1 : 0) - powers[k] / total);
        const row = weights[k];
        for (let i = 0; i < width; i++) row[i] += change * train[image * width + i];
        row[width] += change;
      }
    }
  }

  let right = 0;
  for (let image = 0; image < dataset.test.size; image++) {
    score(test, image * width);
    if (scores.indexOf(Math.max(...scores)) === dataset.test.labels[image]) right++;
  }
  return right / dataset.test.size;
}

function standardise(train: Float32Array, test: Float32Array, width: number): void {
  const rows = train.length / width;
  for (let i = 0; i < width; i++) {
    let sum = 0;
    let squares = 0;
    for (let at = i; at < train.length; at += width) {
      sum += train[at];
      squares += train[at] ** 2;
    }
    const mean = sum / rows;
    const deviation = Math.sqrt(Math.max(squares / rows - mean ** 2, 1e-6));
    for (const inputs of [train, test]) {
      for (let at = i; at < inputs.length; at += width) inputs[at] = (inputs[at] - mean) / deviation;
    }
  }
}
