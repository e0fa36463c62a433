import {
  barComparison,
  confusionMatrix,
  gradientFlow,
  imageGrid,
  perClassAccuracy,
  receptiveField,
  scatterTradeoff,
  seedSpread,
  weightHistograms,
  type GradientRun,
  type Raster,
  type ReceptiveFieldEntry,
  type VegaLiteSpec,
  type WeightHistory,
} from '../src/index.js';
import { THREE_MODELS } from './samples.js';

export const CLASSES = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
];

const LONG_NAME = 'A network with a very long name that tells_everything_about_its_layers_and_then_some';

/** A confusion matrix in which cats and dogs are mixed up. */
export const catsAndDogs = CLASSES.map((_, i) =>
  CLASSES.map((__, j) => {
    if (i === j) return i === 3 ? 510 : 700 + 20 * i;
    return (i === 3 && j === 5) || (i === 5 && j === 3) ? 150 + i : (i * 7 + j * 13) % 40;
  }),
);

/** Waves in a picture; `k` tells pictures apart. */
export function waves(size: number, k: number, channels: 1 | 3 = 1): Raster {
  const pixels = Array.from({ length: size * size * channels }, (_, i) => {
    const [x, y] = [Math.floor(i / channels) % size, Math.floor(i / channels / size)];
    return Math.sin((k * x + (k % 3) * y) / size + (i % channels)) * Math.cos((k * y) / size);
  });
  return { width: size, height: size, channels, pixels };
}

/** A net whose gradients fall (`fall` < 1) or grow towards the input. */
export function gradients(model: string, count: number, fall: number, epochs = 8): GradientRun {
  const layers = Array.from({ length: count }, (_, i) => (i === count - 1 ? 'dense' : `conv2d_${i + 1}`));
  return {
    model,
    layers,
    epochs: Array.from({ length: epochs }, (_, e) => ({
      epoch: e + 1,
      mean: layers.map((__, i) => 0.002 * fall ** (count - i) * (1 - 0.08 * e)),
      norm: layers.map((__, i) => 0.6 * fall ** (count - i) * (1 - 0.08 * e + 0.05 * Math.sin(i + e))),
    })),
  };
}

/** Weights that spread from epoch to epoch. */
export function spreading(layer: string, width: number, epochs = 6): WeightHistory {
  return {
    layer,
    epochs: Array.from({ length: epochs }, (_, epoch) => {
      const reach = width * (1 + 0.12 * epoch);
      const edges = Array.from({ length: 25 }, (__, i) => -reach + (2 * reach * i) / 24);
      return {
        epoch,
        edges,
        counts: Array.from({ length: 24 }, (__, i) => Math.round(900 * Math.exp(-(((i - 11.5) / 5) ** 2)))),
      };
    }),
  };
}

/** A bell of gradient in the middle of the input. */
export function bell(name: string, size: number, theoretical: number, spread: number): ReceptiveFieldEntry {
  const middle = (size - 1) / 2;
  const inside = (at: number) => Math.abs(at - middle) <= theoretical / 2;
  const box = (side: number) => ({
    top: (size - side) / 2,
    left: (size - side) / 2,
    height: side,
    width: side,
  });
  return {
    name,
    gradient: Array.from({ length: size }, (_, y) =>
      Array.from({ length: size }, (__, x) =>
        inside(x) && inside(y) ? Math.exp(-((x - middle) ** 2 + (y - middle) ** 2) / spread ** 2) : 0,
      ),
    ),
    theoretical: box(theoretical),
    effective: box(2 * Math.round(spread)),
  };
}

/** Pictures for a reviewer to look at, and for the tests that hold for all charts. */
export const pictures: Record<string, VegaLiteSpec> = {
  'confusion-matrix': confusionMatrix({
    title: 'Which classes SimpleCNN takes for which on CIFAR-10',
    counts: catsAndDogs,
    classNames: CLASSES,
  }),
  'confusion-matrix-counts-ru': confusionMatrix({
    title: 'Матрица ошибок, в одном классе нет изображений',
    counts: [
      [97, 3, 0],
      [10, 90, 0],
      [0, 0, 0],
    ],
    values: 'count',
    lang: 'ru',
  }),
  'confusion-matrix-forty-classes': confusionMatrix({
    title: 'Forty classes: numbers in the tooltip only',
    counts: Array.from({ length: 40 }, (_, i) =>
      Array.from({ length: 40 }, (__, j) => (i === j ? 90 : (i + 2 * j) % 17 === 0 ? 1 + (j % 4) : 0)),
    ),
  }),
  'per-class-accuracy': perClassAccuracy({
    title: 'Test accuracy by class on CIFAR-10',
    classNames: CLASSES,
    models: THREE_MODELS,
    values: THREE_MODELS.map((model, m) => ({
      model,
      accuracies: CLASSES.map(
        (_, i) => (m === 0 ? 0.5 : 0.7) + 0.02 * ((i * 7 + m) % 10) - (i === 3 ? 0.15 : 0),
      ),
    })),
  }),
  'per-class-accuracy-not-finite': perClassAccuracy({
    title: 'Two classes, one model without values for one of them',
    classNames: ['a class with quite a long name of its own', 'other'],
    values: [
      { model: LONG_NAME, accuracies: [0.98, NaN] },
      { model: 'FCN', accuracies: [0.97, 0.99] },
    ],
    sort: 'accuracy',
  }),
  'gradient-flow': gradientFlow({
    title: 'Gradients by layer while a deep net and a shallow one train',
    runs: [gradients('Deep CNN', 9, 0.2), gradients('Shallow CNN', 4, 0.8)],
    limits: { mean: { vanishing: 1e-7, exploding: 1 }, norm: { vanishing: 1e-5, exploding: 100 } },
  }),
  'gradient-flow-one-epoch-not-finite': gradientFlow({
    title: 'Средние градиенты одной эпохи',
    runs: [
      {
        model: LONG_NAME,
        layers: ['a layer with a name of many words', 'conv', 'dense'],
        epochs: [{ epoch: 1, mean: [0, NaN, 0.01] }],
      },
    ],
    lang: 'ru',
  }),
  'weight-histograms': weightHistograms({
    title: 'Weights of SimpleCNN over five epochs',
    layers: [spreading('conv2d_1', 0.3), spreading('conv2d_2', 0.06), spreading('dense_1', 0.03)],
  }),
  'weight-histograms-one-epoch': weightHistograms({
    title: 'Weights of one epoch, and a layer without finite ones',
    layers: [
      spreading('a layer with a very long name, longer than its panel is wide', 0.3, 1),
      { layer: 'empty', epochs: [{ epoch: 0, edges: [0, 1], counts: [0] }] },
    ],
  }),
  'scatter-tradeoff': scatterTradeoff({
    title: 'Test accuracy against parameters',
    xTitle: 'Trainable parameters',
    yTitle: 'Test accuracy (%)',
    points: [
      { model: 'FCN', x: 536842, y: 0.978, yLow: 0.975, yHigh: 0.981 },
      { model: 'SimpleCNN', x: 421642, y: 0.9905 },
      { model: 'ResidualCNN', x: 160906, y: 0.9915 },
      { model: 'Kernel 7x7', x: 201482, y: 0.9893 },
      { model: 'Mixed kernels', x: 372362, y: 0.99 },
      { model: 'Deep, 6 convolutions', x: 3100000, y: 0.972 },
      { model: 'Diverged', x: 1000, y: NaN },
    ],
  }),
  'scatter-tradeoff-one-point': scatterTradeoff({
    title: 'Одна точка',
    xTitle: 'Время (с)',
    yTitle: 'Точность (%)',
    points: [{ model: LONG_NAME, x: 42.5, y: 0.5 }],
    lang: 'ru',
  }),
  'seed-spread': seedSpread({
    title: 'Test accuracy of three residual nets over five seeds',
    valueTitle: 'Test accuracy (%)',
    format: '.2%',
    runs: THREE_MODELS.map((model, m) => ({
      model,
      values: [1, 2, 3, 4, 5].map((seed) => 0.9 + 0.01 * m + 0.004 * Math.sin(7 * seed + m)),
    })),
  }),
  'seed-spread-few-values': seedSpread({
    title: 'One seed, a seed that diverged, and none that is finite',
    valueTitle: 'Loss (nats)',
    runs: [
      { model: LONG_NAME, values: [0.4] },
      { model: 'Diverged once', values: [0.5, NaN, 0.6] },
      { model: 'Never finite', values: [NaN, null] },
    ],
    interval: 'sd',
  }),
  'receptive-field': receptiveField({
    title: 'What the centre unit of the third convolution sees',
    fields: [bell('3x3', 28, 22, 4), bell('7x7', 28, 64, 7), bell('Mixed kernels', 28, 20, 3)],
  }),
  'receptive-field-nothing': receptiveField({
    title: 'Нейрон, до которого ничего не доходит',
    fields: [
      {
        name: 'dead',
        gradient: [
          [0, 0],
          [0, NaN],
        ],
        theoretical: { top: 0, left: 0, height: 2, width: 2 },
      },
    ],
    lang: 'ru',
  }),
  'image-grid-filters': imageGrid({
    title: 'First-layer filters of two kernel nets',
    colorMap: 'signed',
    size: 44,
    groups: [
      { name: '3x3', images: Array.from({ length: 16 }, (_, i) => waves(3, i + 1)) },
      { name: '7x7', images: Array.from({ length: 20 }, (_, i) => waves(7, i + 1)) },
    ],
  }),
  'image-grid-mistakes': imageGrid({
    title: 'Images that SimpleCNN was surest of and wrong about, and two that it got right',
    range: [-1, 1],
    images: Array.from({ length: 11 }, (_, i) => ({
      ...waves(16, i + 1, 3),
      truth: CLASSES[i % 10],
      predicted: CLASSES[i < 2 ? i : (3 * i + 1) % 10],
      caption: `p = ${(0.99 - 0.01 * i).toFixed(2)}`,
    })),
  }),
  'image-grid-not-finite': imageGrid({
    title: 'Карта с NaN, карта из одного значения, неквадратная',
    colorMap: 'heat',
    range: 'each',
    images: [
      { width: 2, height: 2, pixels: [1, NaN, 3, 4], caption: 'NaN' },
      { width: 2, height: 2, pixels: [3, 3, 3, 3], caption: 'одно значение и длинная подпись' },
      { width: 4, height: 2, pixels: [1, 2, 3, 4, 5, 6, 7, 8] },
    ],
    lang: 'ru',
  }),
  'bar-comparison': barComparison({
    title: 'Parameters, multiply-adds and time by layer',
    measures: [
      { valueTitle: 'Trainable parameters' },
      { valueTitle: 'Multiply-adds per image' },
      { valueTitle: 'Forward pass (ms)', format: '.2f' },
    ],
    groups: [
      {
        model: 'Kernel 3x3',
        bars: [
          { name: 'conv2d_1', values: [640, 451584, 0.41] },
          { name: 'conv2d_2', values: [73856, 14450688, 1.93] },
          { name: 'dense_1', values: [295040, 294912, 0.05] },
        ],
      },
      {
        model: 'Kernel 7x7',
        bars: [
          { name: 'conv2d_1', values: [800, 614656, 0.6] },
          { name: 'conv2d_2', values: [25120, 4917248, 1.2] },
          { name: 'dense_1', values: [73856, 73728, NaN] },
        ],
      },
    ],
  }),
  'bar-comparison-models': barComparison({
    title: 'Parameters of three blocks',
    measures: [{ valueTitle: 'Trainable parameters' }],
    groups: [
      { model: 'Basic', bars: [{ values: [73984] }] },
      { model: LONG_NAME, bars: [{ values: [75008] }] },
      { model: 'Wide', bars: [{ values: [230144] }] },
    ],
  }),
};
