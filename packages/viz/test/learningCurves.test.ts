import { describe, expect, it } from 'vitest';
import { learningCurves, renderSvg, type LearningCurvesOptions } from '../src/index.js';
import { asLoss, HOSTILE, sampleRun, THREE_MODELS, threeRuns } from './samples.js';
import { expectNothingCut, textsOf } from './svg.js';

const options: LearningCurvesOptions = {
  title: 'Train and test accuracy of three networks on MNIST',
  subtitle: 'Ten epochs, batch 64, Adam',
  metric: 'accuracy',
  runs: threeRuns,
  models: THREE_MODELS,
};

describe('pictures for a reviewer to look at', () => {
  const pictures: Record<string, LearningCurvesOptions> = {
    accuracy: options,
    loss: { ...options, title: 'Train and test loss', metric: 'loss', runs: threeRuns.map(asLoss) },
    'loss-log': {
      title: 'A loss that falls by four decades is drawn on a log scale',
      metric: 'loss',
      runs: [
        {
          model: 'FCN',
          epochs: Array.from({ length: 12 }, (_, i) => ({
            epoch: i + 1,
            train: 3 * 0.45 ** i,
            test: 3 * 0.5 ** i + 0.001,
          })),
        },
      ],
    },
    'three-seeds-ru': {
      ...options,
      title: 'Точность на обучении и тесте, три запуска каждой сети',
      lang: 'ru',
      runs: [1, 2, 3].flatMap((seed) => [
        sampleRun('FCN', { seed, to: 0.97 + 0.004 * seed, from: 0.9 }),
        sampleRun('ResidualCNN', { seed, from: 0.92 + 0.01 * seed }),
      ]),
    },
    'one-epoch-and-diverged': {
      title: 'One network trained for one epoch, one whose training diverged, one that never was finite',
      metric: 'loss',
      runs: [
        asLoss(sampleRun('FCN', { epochs: 1 })),
        {
          model: 'A network with a very long name that tells_everything_about_its_layers_and_then_some',
          epochs: [0.3, 0.2, 0.9, NaN, Infinity].map((loss, i) => ({
            epoch: i + 1,
            train: loss,
            test: i === 3 ? null : loss + 0.05,
          })),
        },
        { model: 'Never finite', epochs: [{ epoch: 1, train: NaN, test: NaN }] },
      ],
    },
    'eight-models': {
      title: 'Eight networks',
      metric: 'accuracy',
      runs: Array.from({ length: 8 }, (_, i) =>
        sampleRun(`Network ${i + 1}`, { from: 0.8 + 0.01 * i, to: 0.99 - 0.005 * i }),
      ),
    },
  };
  it.each(Object.keys(pictures))('%s', async (name) => {
    const svg = await renderSvg(learningCurves(pictures[name]));
    expectNothingCut(svg);
    await expect(svg).toMatchFileSnapshot(`pictures/learning-curves-${name}.svg`);
  });
  it('accuracy, dark', async () => {
    const svg = await renderSvg(learningCurves(options), { theme: 'dark' });
    await expect(svg).toMatchFileSnapshot('pictures/learning-curves-accuracy-dark.svg');
  });
});

it.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'gives each of %i models a panel and keeps every label inside',
  async (count) => {
    const runs = Array.from({ length: count }, (_, i) => sampleRun(`Network ${i + 1}`));
    const svg = await renderSvg(learningCurves({ title: 'Accuracy', metric: 'accuracy', runs }));
    expectNothingCut(svg);
    const texts = textsOf(svg);
    for (const { model } of runs) expect(texts.filter((text) => text === model)).toHaveLength(1);
  },
);

it('is a pure function: the same options give the same spec and are left alone', () => {
  const before = structuredClone(options);
  expect(learningCurves(options)).toEqual(learningCurves(options));
  expect(options).toEqual(before);
});

it('draws several seeds as their mean and range', () => {
  const runs = [
    { model: 'FCN', seed: 1, epochs: [{ epoch: 1, train: 0.5, test: 0.4 }] },
    { model: 'FCN', seed: 2, epochs: [{ epoch: 1, train: 0.7, test: NaN }] },
  ];
  const spec = learningCurves({ title: 'Accuracy', metric: 'accuracy', runs }) as { data?: unknown };
  expect(spec.data).toEqual({
    values: [
      {
        model: 'FCN',
        epoch: 1,
        train: 0.6,
        trainLow: 0.5,
        trainHigh: 0.7,
        test: 0.4,
        testLow: 0.4,
        testHigh: 0.4,
        seeds: 1,
      },
    ],
  });
});

it('says which values are not finite', async () => {
  const epochs = [1, NaN, Infinity, 2].map((value, i) => ({ epoch: i + 1, train: value, test: 1 }));
  const one = await renderSvg(
    learningCurves({ title: 'Loss', metric: 'loss', runs: [{ model: 'FCN', epochs }] }),
  );
  expect(textsOf(one)).toContain('Train not finite at epoch 2–3');
  const runs = [1, 2].map((seed) => ({
    model: 'FCN',
    seed,
    epochs: seed === 2 ? epochs : asLoss(sampleRun('FCN')).epochs,
  }));
  const two = await renderSvg(learningCurves({ title: 'Loss', metric: 'loss', runs }));
  expect(textsOf(two)).toContain('Train not finite at epoch 2–3 (seed 2)');
});

it('keeps a hostile model name text', async () => {
  const svg = await renderSvg(
    learningCurves({ title: HOSTILE, metric: 'accuracy', runs: [sampleRun(HOSTILE), sampleRun('FCN')] }),
  );
  expect(svg).not.toMatch(/<script|<img|onerror="|\0/u);
  expect(svg).toContain('&lt;/script&gt;');
});

describe('refuses', () => {
  const epoch = { epoch: 1, train: 0.5, test: 0.5 };
  const bad: [string, Partial<Record<keyof LearningCurvesOptions, unknown>>, string][] = [
    ['a missing title', { title: '' }, 'title is ""; expected a text that says what is shown.'],
    ['an unknown metric', { metric: 'error' }, "metric is \"error\"; expected 'loss' or 'accuracy'."],
    ['no runs', { runs: [] }, 'runs is an array of length 0; expected an array of at least one run.'],
    [
      'a run without epochs',
      { runs: [{ model: 'FCN', epochs: [] }] },
      'runs[0].epochs is an array of length 0',
    ],
    ['an epoch twice', { runs: [{ model: 'FCN', epochs: [epoch, epoch] }] }, 'runs[0].epochs[1].epoch is 1'],
    [
      'an epoch of 1.5',
      { runs: [{ model: 'FCN', epochs: [{ ...epoch, epoch: 1.5 }] }] },
      'runs[0].epochs[0].epoch is 1.5',
    ],
    [
      'a text for a loss',
      { runs: [{ model: 'FCN', epochs: [{ ...epoch, test: '1' }] }] },
      'runs[0].epochs[0].test is "1"',
    ],
    ['a model missing from models', { models: ['FCN'] }, '"SimpleCNN" is missing'],
    ['a model twice in models', { models: [...THREE_MODELS, 'FCN'] }, 'models[3] is "FCN"'],
    ['an unknown language', { lang: 'de' }, "lang is \"de\"; expected 'en' or 'ru'."],
    ['an unknown scale', { yScale: 'sqrt' }, "yScale is \"sqrt\"; expected 'linear' or 'log'."],
    [
      'more models than colours',
      { models: undefined, runs: Array.from({ length: 9 }, (_, i) => ({ model: `${i}`, epochs: [epoch] })) },
      'models is an array of length 9; expected at most 8 models',
    ],
  ];
  it.each(bad)('%s', (_, change, message) => {
    expect(() => learningCurves({ ...options, ...change } as LearningCurvesOptions)).toThrow(message);
  });
});
