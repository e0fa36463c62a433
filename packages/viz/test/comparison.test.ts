import { describe, expect, it } from 'vitest';
import {
  comparisonBars,
  comparisonPanels,
  renderSvg,
  type ComparisonBarsOptions,
  type ComparisonPanelsOptions,
} from '../src/index.js';
import { HOSTILE, THREE_MODELS } from './samples.js';
import { expectNothingCut, textsOf } from './svg.js';

const valuesOf = (numbers: (number | null)[]) =>
  numbers.map((value, i) => ({ model: THREE_MODELS[i], value }));

const panels: ComparisonPanelsOptions = {
  title: 'Accuracy, training time and parameters of three networks on MNIST',
  subtitle: 'Best of ten epochs',
  models: THREE_MODELS,
  panels: [
    { valueTitle: 'Test accuracy (%)', format: '.2%', values: valuesOf([0.975, 0.9905, 0.9911]) },
    { valueTitle: 'Training time (s)', format: ',.1f', values: valuesOf([42.12, 231.5, 1203.2]) },
    { valueTitle: 'Trainable parameters', values: valuesOf([536842, 421642, 160906]) },
  ],
};

const bars: ComparisonBarsOptions = { title: 'Time', valueTitle: 'Time (s)', values: valuesOf([10, 20, 30]) };

describe('pictures for a reviewer to look at', () => {
  it('three panels', async () => {
    const svg = await renderSvg(comparisonPanels(panels));
    expectNothingCut(svg);
    await expect(svg).toMatchFileSnapshot('pictures/comparison-panels.svg');
  });
  it('three panels, dark', async () => {
    const svg = await renderSvg(comparisonPanels(panels), { theme: 'dark' });
    await expect(svg).toMatchFileSnapshot('pictures/comparison-panels-dark.svg');
  });
  it('bars with intervals, long names, a value that is not finite, eight models', async () => {
    const values = Array.from({ length: 8 }, (_, i) => ({
      model:
        i === 3
          ? 'A network with a very long name that tells everything about its layers'
          : `Network ${i + 1}`,
      value: i === 5 ? NaN : 10 + 7 * i,
      ...(i === 7 && { low: 50, high: 71 }),
    }));
    const svg = await renderSvg(
      comparisonBars({ title: 'Time of an epoch by network', valueTitle: 'Time (s)', values }),
    );
    expectNothingCut(svg);
    await expect(svg).toMatchFileSnapshot('pictures/comparison-bars.svg');
  });
  it('dots with intervals, in Russian', async () => {
    const values = valuesOf([0.975, 0.9905, 0.9911]).map((entry) => ({
      ...entry,
      low: entry.value! - 0.002,
      high: entry.value! + 0.0015,
    }));
    const svg = await renderSvg(
      comparisonBars({
        title: 'Точность на тесте: среднее и размах трёх запусков',
        valueTitle: 'Точность (%)',
        format: '.2%',
        values,
        lang: 'ru',
      }),
    );
    expectNothingCut(svg);
    await expect(svg).toMatchFileSnapshot('pictures/comparison-dots-ru.svg');
  });
});

it.each([1, 2, 3, 4, 5, 6, 7, 8])('keeps every label of %i models inside', async (count) => {
  const values = Array.from({ length: count }, (_, i) => ({
    model: `Network ${i + 1}`,
    value: 0.9 + 0.01 * i,
  }));
  const svg = await renderSvg(
    comparisonBars({ title: 'Accuracy', valueTitle: 'Accuracy (%)', format: '.1%', values }),
  );
  expectNothingCut(svg);
  expect(textsOf(svg)).toEqual(
    expect.arrayContaining(values.map(({ value }) => `${(100 * value).toFixed(1)}%`)),
  );
});

it('draws bars from zero, but dots where bars would look alike, and says so', async () => {
  const svgOf = (numbers: number[], mark?: 'bar' | 'dot') =>
    renderSvg(comparisonBars({ ...bars, values: valuesOf(numbers), mark }));
  const note = '(axis does not begin at 0)';
  expect(textsOf(await svgOf([10, 20, 30]))).not.toContain(note);
  expect(textsOf(await svgOf([97, 98, 99]))).toContain(note);
  expect(textsOf(await svgOf([97, 98, 99], 'bar'))).not.toContain(note);
  expect(textsOf(await svgOf([5, 5, 5]))).not.toContain(note);
});

it('gives a model the same colour whatever else is in the chart', async () => {
  const colors = async (count: number) => {
    const values = valuesOf([10, 20, 30].slice(0, count)).reverse();
    const svg = await renderSvg(comparisonBars({ ...bars, models: THREE_MODELS, values }));
    return [...svg.matchAll(/fill="(#[0-9a-f]{6})"\/><\/g>|d="[^"]*" fill="(#[0-9a-f]{6})"/gu)].map(
      (m) => m[1] ?? m[2],
    );
  };
  const [three, two] = [await colors(3), await colors(2)];
  expect(three).toHaveLength(3);
  expect(three.slice(0, 2).sort()).not.toEqual(three.slice(1).sort());
  expect(three).toEqual(expect.arrayContaining(two));
});

it('describes itself with every value', () => {
  expect(comparisonPanels(panels).description).toBe(
    'Accuracy, training time and parameters of three networks on MNIST. Test accuracy (%): FCN 97.50 %, ' +
      'SimpleCNN 99.05 %, ResidualCNN 99.11 %; Training time (s): FCN 42.12, SimpleCNN 231.5, ResidualCNN 1203; ' +
      'Trainable parameters: FCN 536842, SimpleCNN 421642, ResidualCNN 160906.',
  );
});

it('keeps a hostile model name text', async () => {
  const svg = await renderSvg(comparisonBars({ ...bars, values: [{ model: HOSTILE, value: 1 }] }));
  expect(svg).not.toMatch(/<script|<img|onerror="|\0/u);
});

describe('refuses', () => {
  const value = (change: object) => ({ values: [{ model: 'FCN', value: 1, ...change }] });
  const bad: [string, object, string][] = [
    ['a missing title', { title: undefined }, 'title is undefined; expected a text that says what is shown.'],
    ['a missing axis title', { valueTitle: '' }, 'valueTitle is ""; expected an axis title with its unit.'],
    ['no values', { values: [] }, 'values is an array of length 0; expected an array of at least one value.'],
    ['a text for a value', value({ value: '1' }), 'values[0].value is "1"; expected a number or null.'],
    ['a low end above the value', value({ low: 2 }), 'values[0].low is 2; expected a number of at most 1.'],
    [
      'a high end below the value',
      value({ high: 0 }),
      'values[0].high is 0; expected a number of at least 1.',
    ],
    ['a model twice', { values: [...valuesOf([1]), ...valuesOf([2])] }, 'values[1].model is "FCN"'],
    [
      'a format that is none',
      { format: 'percent' },
      "format is \"percent\"; expected a d3-format string such as ',d' or '.2%'.",
    ],
    ['an unknown mark', { mark: 'pie' }, "mark is \"pie\"; expected 'bar' or 'dot'."],
  ];
  it.each(bad)('%s', (_, change, message) => {
    expect(() => comparisonBars({ ...bars, ...change })).toThrow(message);
  });
  it('names the panel', () => {
    const broken = { ...panels, panels: [panels.panels[0], { ...panels.panels[1], values: [] }] };
    expect(() => comparisonPanels(broken)).toThrow('panels[1].values is an array of length 0');
  });
});
