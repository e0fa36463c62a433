import { describe, expect, it, vi } from 'vitest';
import {
  barComparison,
  confusionMatrix,
  gradientFlow,
  imageGrid,
  palettes,
  perClassAccuracy,
  receptiveField,
  renderPng,
  renderSvg,
  scatterTradeoff,
  seedSpread,
  weightHistograms,
  type ChartMeta,
  type VegaLiteSpec,
} from '../src/index.js';
import { bell, catsAndDogs, CLASSES, gradients, pictures, spreading, waves } from './chartSamples.js';
import { HOSTILE } from './samples.js';
import { expectNothingCut, textsOf } from './svg.js';

const rowsOf = (spec: VegaLiteSpec) => (spec.data as { values: Record<string, unknown>[] }).values;
const metaOf = (spec: VegaLiteSpec) => (spec.usermeta as { convstudy: ChartMeta }).convstudy;

describe.each(Object.keys(pictures))('the picture %s', (name) => {
  const spec = pictures[name];

  it('is as a reviewer saw it, with nothing cut and no warning', async () => {
    const warn = vi.spyOn(console, 'warn');
    const svg = await renderSvg(spec);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
    expectNothingCut(svg);
    await expect(svg).toMatchFileSnapshot(`pictures/${name}.svg`);
  });

  it('uses colours of its theme only, so that a report can swap them', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const known = new Set(Object.values(palettes[theme]).flat());
      const svg = await renderSvg(spec, { theme });
      const used = [...svg.matchAll(/ (?:fill|stroke)="(#[0-9a-f]+|rgb[^"]*)"/gu)].map((match) => match[1]);
      expect(used.length).toBeGreaterThan(0);
      expect(used.filter((color) => !known.has(color))).toEqual([]);
    }
  });

  it('has a description, and a data table whose columns its rows have', () => {
    expect(spec.description!.length).toBeGreaterThan(metaOf(spec).title.length);
    const rows = rowsOf(spec);
    if (rows.length === 0) return;
    for (const { field } of metaOf(spec).columns) expect(rows.some((row) => field in row)).toBe(true);
  });

  it('is JSON', () => expect(JSON.parse(JSON.stringify(spec))).toEqual(spec));
});

describe('a confusion matrix', () => {
  const spec = confusionMatrix({ title: 'T', counts: catsAndDogs, classNames: CLASSES });

  it('names accuracy and the most mistaken pair, by number of images', () => {
    const total = catsAndDogs.flat().reduce((sum, count) => sum + count, 0);
    const right = catsAndDogs.reduce((sum, row, i) => sum + row[i], 0);
    const dogs = catsAndDogs[5].reduce((sum, count) => sum + count, 0);
    const [accuracy, pair] = metaOf(spec).subtitle;
    expect(accuracy).toBe(
      `Accuracy ${((100 * right) / total).toFixed(1)} % of ${total.toLocaleString('en-US')}`,
    );
    expect(pair).toBe(
      `Most mistaken (framed): dog taken for cat, 155 of ${dogs.toLocaleString('en-US')} (${(15500 / dogs).toFixed(1)} %)`,
    );
  });

  it('has fractions of the true class that add up to 1', () => {
    const cats = rowsOf(spec).filter(({ truth }) => truth === 'cat');
    expect(cats.reduce((sum, { fraction }) => sum + (fraction as number), 0)).toBeCloseTo(1, 12);
  });

  it('without an error frames nothing; without an image says so', () => {
    const notes = (counts: number[][]) => metaOf(confusionMatrix({ title: 'T', counts })).subtitle;
    expect(notes([[5, 0], [0, 5]])).toEqual(['Accuracy 100.0 % of 10', 'Cells: % of the true class']); // prettier-ignore
    expect(notes([[0, 0], [0, 0]])).toContain('no images'); // prettier-ignore
    expect(notes([[0, 0], [1, 5]])).toContain('No images of: 0'); // prettier-ignore
  });
});

it('per-class accuracy names the weakest class of each model', () => {
  const spec = perClassAccuracy({
    title: 'T',
    classNames: ['a', 'b', 'c'],
    values: [
      { model: 'FCN', accuracies: [0.5, 0.25, null] },
      { model: 'CNN', accuracies: [0.9, 0.95, 0.8] },
    ],
  });
  expect(metaOf(spec).subtitle).toEqual(['Lowest: FCN b 25.0 %; CNN c 80.0 %', 'not finite: FCN c']);
});

it('gradient flow calls its measures as it is told', async () => {
  const spec = gradientFlow({
    title: 'T',
    runs: [gradients('Net', 2, 0.5)],
    measureTitles: { mean: 'Gradient over the last' },
  });
  const texts = textsOf(await renderSvg(spec)).join(' ');
  expect(texts).toContain('Gradient over the last');
  expect(texts).not.toContain('Mean |gradient|');
  expect(texts).toContain('Gradient norm (L2)');
});

it('gradient flow names what is beyond its limits in the last epoch, and what a log scale cannot show', async () => {
  const spec = gradientFlow({
    title: 'T',
    runs: [
      {
        model: 'Net',
        layers: ['first', 'second', 'third'],
        epochs: [
          { epoch: 2, norm: [1e-9, 0, 500] },
          { epoch: 1, norm: [500, 1, 1e-9] },
        ],
      },
    ],
    limits: { norm: { vanishing: 1e-6, exploding: 100 } },
  });
  const texts = textsOf(await renderSvg(spec)).join(' ');
  expect(texts).toContain('vanishing (< 1e-6) in the last epoch: first, second');
  expect(texts).toContain('exploding (> 100) in the last epoch: third');
  expect(texts).toContain('not drawn (0 or not finite): second (epoch 2)');
  expect(texts).not.toContain('Mean |gradient|');
});

it('weight histograms say how far the ends have moved, by given ends or by the bins', () => {
  const epochs = [
    { epoch: 1, edges: [-2, -1, 0, 1], counts: [3, 2, 0], max: -0.25 },
    { epoch: 0, edges: [-1, 0, 1], counts: [1, 1] },
  ];
  const spec = weightHistograms({ title: 'T', layers: [{ layer: 'conv', epochs }] });
  expect(spec.description).toBe('T. conv: smallest −1 → −2; largest 1 → −0.25.');
  expect(rowsOf(spec).map(({ share }) => share)).toEqual([0.5, 0.5, 0.6, 0.4]);
});

describe('seed spread', () => {
  const meansOf = (values: (number | null)[], interval?: 'ci95' | 'sd' | 'range') => {
    const spec = seedSpread({ title: 'T', valueTitle: 'V', runs: [{ model: 'FCN', values }], interval });
    const { layer } = spec as unknown as { layer: { data?: { values: Record<string, number | null>[] } }[] };
    return layer[1].data!.values[0];
  };
  it('gives the interval of the mean by Student', () => {
    // SciPy: stats.t.interval(0.95, 4, loc=3, scale=stats.sem([1, 2, 3, 4, 5]))
    const { mean, low, high } = meansOf([1, 2, 3, 4, 5]);
    expect([mean, low, high].map((value) => Number(value!.toFixed(3)))).toEqual([3, 1.037, 4.963]);
  });
  it('over 31 values, too', () => {
    // SciPy: stats.t.ppf(0.975, 40) = 2.021075; the standard deviation is that of 0 and 1 alike
    const values = Array.from({ length: 41 }, (_, i) => i % 2);
    const { mean, high } = meansOf(values);
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean!) ** 2, 0) / 40);
    expect((high! - mean!) / (sd / Math.sqrt(41))).toBeCloseTo(2.0211, 2);
  });
  it('or the standard deviation, or the range', () => {
    expect(meansOf([1, 3], 'sd')).toMatchObject({ mean: 2, low: 2 - Math.SQRT2, high: 2 + Math.SQRT2 });
    expect(meansOf([1, 3, 8, NaN], 'range')).toMatchObject({ mean: 4, low: 1, high: 8, runs: '3 of 4 runs' });
  });
  it('has no interval with one value, and no mean with none', () => {
    expect(meansOf([1])).toMatchObject({ mean: 1, low: null, high: null });
    expect(meansOf([NaN])).toMatchObject({ mean: null, label: 'not finite' });
  });
});

it('a trade-off names its points without covering one another', async () => {
  const points = Array.from({ length: 8 }, (_, i) => ({
    model: `Network ${i}`,
    x: 100 + i,
    y: 0.9 + 0.001 * (i % 3),
  }));
  const svg = await renderSvg(scatterTradeoff({ title: 'T', xTitle: 'X', yTitle: 'Y', points }));
  expectNothingCut(svg);
  for (const { model } of points) expect(textsOf(svg).filter((text) => text === model)).toHaveLength(1);
});

it('a receptive field may reach beyond the input, and says its size as it is', async () => {
  const svg = await renderSvg(receptiveField({ title: 'T', fields: [bell('net', 28, 64, 5)] }));
  expectNothingCut(svg);
  expect(textsOf(svg)).toContain('theoretical 64×64, effective 10×10');
});

describe('an image grid', () => {
  it('holds its pictures as sharp PNG, in SVG and PNG', async () => {
    const spec = imageGrid({ title: 'T', images: [{ width: 2, height: 1, pixels: [0, 1] }], size: 64 });
    const svg = await renderSvg(spec);
    expect(svg).toMatch(/<image[^>]* (?:xlink:)?href="data:image\/png;base64,/u);
    expect(svg).toContain('image-rendering: pixelated');
    // Sharp: two colours beside the background and the text; smoothed there would be dozens.
    const other = imageGrid({ title: 'T', images: [{ width: 2, height: 1, pixels: [0, 0] }], size: 64 });
    expect((await renderPng(spec)).length - (await renderPng(other)).length).toBeLessThan(200);
  });

  it('breaks its rows at `columns`, which is a parameter of the spec', async () => {
    const images = Array.from({ length: 5 }, (_, i) => waves(4, i));
    const spec = imageGrid({ title: 'T', images, columns: 2, size: 40 });
    const heightOf = (svg: string) => Number(/height="(\d+)"/u.exec(svg)![1]);
    const params = [{ name: 'columns', value: 5 }];
    const wide = { ...spec, params } as VegaLiteSpec;
    expect(heightOf(await renderSvg(spec)) - heightOf(await renderSvg(wide))).toBe(100);
  });
});

it('keeps hostile names text', async () => {
  const specs = [
    confusionMatrix({ title: HOSTILE, counts: [[1, 2], [3, 4]], classNames: [HOSTILE, 'b'] }), // prettier-ignore
    perClassAccuracy({ title: 'T', classNames: [HOSTILE], values: [{ model: HOSTILE, accuracies: [1] }] }),
    gradientFlow({
      title: 'T',
      runs: [{ ...gradients(HOSTILE, 2, 0.5), layers: [HOSTILE, "');alert(1)//"] }],
    }),
    weightHistograms({ title: 'T', layers: [spreading(HOSTILE, 1)] }),
    scatterTradeoff({
      title: 'T',
      xTitle: HOSTILE,
      yTitle: HOSTILE,
      points: [{ model: HOSTILE, x: 1, y: 1 }],
    }),
    seedSpread({ title: 'T', valueTitle: HOSTILE, runs: [{ model: HOSTILE, values: [1, 2] }] }),
    receptiveField({ title: 'T', fields: [bell(HOSTILE, 4, 2, 1)] }),
    imageGrid({ title: 'T', groups: [{ name: HOSTILE, images: [{ ...waves(2, 1), caption: HOSTILE }] }] }),
    barComparison({
      title: 'T',
      measures: [{ valueTitle: HOSTILE }],
      groups: [{ model: HOSTILE, bars: [{ name: HOSTILE, values: [1] }] }],
    }),
  ];
  for (const spec of specs) expect(await renderSvg(spec)).not.toMatch(/<script|<img|onerror="|\0/u);
});

describe('refuses', () => {
  const cm = { title: 'T', counts: [[1, 2], [3, 4]] }; // prettier-ignore
  const grid = { title: 'T', images: [waves(2, 1)] };
  const run = gradients('FCN', 2, 0.5);
  const bad: [string, () => unknown, string][] = [
    ['no title', () => confusionMatrix({ ...cm, title: '' }), 'title is ""'],
    ['an unknown language', () => confusionMatrix({ ...cm, lang: 'de' as 'en' }), 'lang is "de"'],
    ['a matrix that is not square', () => confusionMatrix({ ...cm, counts: [[1, 2]] }), 'counts[0] is an array of length 2; expected 1 numbers, one per class.'],
    ['a count of 1.5', () => confusionMatrix({ ...cm, counts: [[1.5]] }), 'counts[0][0] is 1.5; expected a whole number of 0 or more.'],
    ['too few class names', () => confusionMatrix({ ...cm, classNames: ['a'] }), 'classNames is an array of length 1; expected 2 names'],
    ['a class name twice', () => confusionMatrix({ ...cm, classNames: ['a', 'a'] }), 'classNames[1] is "a"; expected a name that does not occur twice.'],
    ['accuracies of another number', () => perClassAccuracy({ title: 'T', classNames: ['a'], values: [{ model: 'FCN', accuracies: [1, 2] }] }), 'values[0].accuracies is an array of length 2; expected 1 numbers'],
    ['a layer too few', () => gradientFlow({ title: 'T', runs: [{ ...run, layers: ['a'] }] }), 'runs[0].epochs[0].mean is an array of length 2; expected 1 numbers'],
    ['no gradients', () => gradientFlow({ title: 'T', runs: [{ ...run, epochs: [{ epoch: 1 }] }] }), 'runs[0].epochs[0].mean is undefined'],
    ['an empty title', () => gradientFlow({ title: 'T', runs: [run], measureTitles: { norm: '' } }), 'measureTitles.norm is ""; expected a title.'],
    ['a limit of 0', () => gradientFlow({ title: 'T', runs: [run], limits: { mean: { vanishing: 0 } } }), 'limits.mean.vanishing is 0; expected a number over 0.'],
    ['edges that do not grow', () => weightHistograms({ title: 'T', layers: [{ layer: 'a', epochs: [{ epoch: 0, edges: [1, 1], counts: [1] }] }] }), 'layers[0].epochs[0].edges[1] is 1'],
    ['a log scale with 0', () => scatterTradeoff({ title: 'T', xTitle: 'X', yTitle: 'Y', xScale: 'log', points: [{ model: 'FCN', x: 0, y: 1 }] }), 'xScale is "log"'],
    ['an interval unknown', () => seedSpread({ title: 'T', valueTitle: 'V', runs: [{ model: 'FCN', values: [1] }], interval: 'iqr' as 'sd' }), "interval is \"iqr\"; expected 'ci95', 'sd' or 'range'."],
    [
      'more classes than a picture can show',
      () => confusionMatrix({ ...cm, counts: Array.from({ length: 201 }, () => [1]) }),
      'counts is an array of length 201; expected at most 200 classes.',
    ],
    [
      'a field larger than a picture can show',
      () => receptiveField({ title: 'T', fields: [bell('a', 129, 2, 1)] }),
      'fields[0].gradient is an array of length 129; expected at most 128 rows.',
    ],
    ['a ragged gradient', () => receptiveField({ title: 'T', fields: [{ ...bell('a', 4, 2, 1), gradient: [[1, 2], [1]] }] }), 'fields[0].gradient[1] is an array of length 1'],
    ['pixels of another number', () => imageGrid({ ...grid, images: [{ width: 2, height: 2, pixels: [1] }] }), 'images[0].pixels is an array of length 1; expected 4 numbers (height 2 x width 2 x channels 1).'],
    ['truth without prediction', () => imageGrid({ ...grid, images: [{ ...waves(2, 1), truth: 'cat' }] }), 'images[0].predicted is undefined'],
    ['images and groups', () => imageGrid({ ...grid, groups: [grid] }), 'images is an array of length 1; expected pictures, or groups'],
    ['a range that falls', () => imageGrid({ ...grid, range: [1, 0] }), 'range is an array of length 2; expected two numbers, the smaller first.'],
    ['a value too few', () => barComparison({ title: 'T', measures: [{ valueTitle: 'V' }], groups: [{ model: 'FCN', bars: [{ values: [] }] }] }), 'groups[0].bars[0].values is an array of length 0; expected 1 numbers'],
  ]; // prettier-ignore
  it.each(bad)('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
