import { argumentError } from '../argumentError.js';
import type { VegaLiteSpec } from '../vegaLiteSpec.js';
import { checkFormat } from './checkFormat.js';
import { chartWords } from './chartWords.js';
import { checkName, checkNotEmpty, checkNumberOrNull, checkObject, finiteOrNull } from './checks.js';
import { modelColor } from './modelColor.js';
import { modelOrder } from './modelOrder.js';
import { spokenNumber } from './spokenNumber.js';
import { studentQuantile } from './studentQuantile.js';
import { checkChartOptions, topLevel, type ChartOptions } from './topLevel.js';
import { wrapText } from './wrapText.js';

/** Options of {@link seedSpread}. */
export interface SeedSpreadOptions extends ChartOptions {
  /** Title of the axis with its unit, such as `Test accuracy (%)`. */
  valueTitle: string;
  /** The values of each model, one per seed; `seeds` names them (default: 1, 2, ...). */
  runs: { model: string; values: (number | null)[]; seeds?: number[] }[];
  /**
   * What the interval around the mean is: `ci95`: the 95 % confidence interval of the mean by Student's t (default);
   * `sd`: mean plus and minus the sample standard deviation; `range`: smallest to largest.
   */
  interval?: 'ci95' | 'sd' | 'range';
  /** d3-format string. Default: `,.4~r`; `.2%` for fractions. */
  format?: string;
  /** Order of the rows and the colours. Default: order of the runs. */
  models?: string[];
}

const WIDTH = 420;
const NAME_WIDTH = 170;

/**
 * How far runs with different seeds lie apart: a row per model with a dot per seed and, below, its mean with an
 * interval, on an axis fitted to the values. A model with one finite value has no interval, and one with none says so.
 *
 * @throws TypeError naming the argument, its value and what was expected
 */
export function seedSpread(options: SeedSpreadOptions): VegaLiteSpec {
  checkChartOptions(options);
  const { valueTitle, runs, interval = 'ci95', format = ',.4~r', lang = 'en' } = options;
  checkName('valueTitle', valueTitle, 'an axis title with its unit');
  checkFormat('format', format);
  if (interval !== 'ci95' && interval !== 'sd' && interval !== 'range')
    throw argumentError('interval', interval, "'ci95', 'sd' or 'range'");
  checkRuns(runs);
  const models = modelOrder(
    runs.map(({ model }) => model),
    options.models,
  );
  const words = chartWords[lang];
  const shown = models.flatMap((name) => runs.filter(({ model }) => model === name));
  const nameOf = (model: string) => wrapText(model, NAME_WIDTH, 11).join('\n');
  const rows = shown.flatMap(({ model, values, seeds }) =>
    values.map((value, i) => ({
      model,
      name: nameOf(model),
      seed: seeds?.[i] ?? i + 1,
      value: finiteOrNull(value),
    })),
  );
  const means = shown.map(({ model, values }) => {
    const finite = values.filter((value): value is number => Number.isFinite(value));
    const { mean, low, high } = centre(finite, interval);
    const label = mean === null ? words.notFinite : spokenNumber(mean, format);
    return {
      model,
      name: nameOf(model),
      mean,
      low,
      high,
      label,
      runs: words.runsOf(finite.length, values.length),
    };
  });

  const lines = Math.max(...means.map(({ name }) => name.split('\n').length));
  const y = {
    field: 'name',
    type: 'nominal',
    sort: means.map(({ name }) => name),
    title: null,
    scale: { domain: means.map(({ name }) => name), type: 'band', paddingInner: 0, paddingOuter: 0 },
    axis: {
      domain: false,
      ticks: false,
      labelPadding: 10,
      labelExpr: "split(datum.label, '\\n')",
      labelLineHeight: 14,
    },
  };
  const x = (field: string) => ({
    field,
    type: 'quantitative',
    title: [...wrapText(valueTitle, WIDTH, 11), `(${words.notFromZero})`],
    scale: { zero: false, nice: true, padding: 10 },
    axis: { tickCount: 5, grid: true, ...(format.endsWith('%') && { format: '~%' }) },
  });
  const color = modelColor(models);
  const below = { yOffset: 8 };
  const hasInterval = { filter: 'isValid(datum.low)' };
  const ends = (field: string) => ({
    data: { values: means },
    transform: [hasInterval],
    mark: { type: 'tick', style: 'interval', thickness: 1.5, size: 9, orient: 'vertical', ...below },
    encoding: { x: x(field), y },
  });
  const meanTooltip = [
    { field: 'model', type: 'nominal', title: words.model },
    { field: 'mean', type: 'quantitative', title: words.mean, format },
    { field: 'low', type: 'quantitative', title: words.low, format },
    { field: 'high', type: 'quantitative', title: words.high, format },
    { field: 'runs', type: 'nominal', title: words.seeds },
  ];
  const tooltip = [
    { field: 'model', type: 'nominal', title: words.model },
    { field: 'seed', type: 'quantitative', title: words.seed, format: 'd' },
    { field: 'value', type: 'quantitative', title: valueTitle, format },
  ];
  return topLevel(
    {
      options,
      notes: [words.spreadMarks(words.spread[interval])],
      width: WIDTH + 200,
      rows,
      fit: { minWidth: 140 },
      columns: [
        { field: 'model', title: words.model },
        { field: 'seed', title: words.seed, format: 'd' },
        { field: 'value', title: valueTitle, format },
      ],
      spoken: `${valueTitle}: ${means.map(({ model, label, runs: count }) => `${model} ${label} (${count})`).join(', ')}.`,
    },
    {
      width: WIDTH,
      height: { step: Math.max(44, lines * 14 + 12) },
      layer: [
        {
          transform: [{ filter: 'isValid(datum.value)' }],
          mark: { type: 'point', filled: true, size: 64, opacity: 0.75, yOffset: -7 },
          encoding: { x: x('value'), y, color, tooltip },
        },
        {
          data: { values: means },
          transform: [hasInterval],
          mark: { type: 'rule', style: 'interval', ...below },
          encoding: { x: x('low'), x2: { field: 'high' }, y },
        },
        ends('low'),
        ends('high'),
        {
          data: { values: means },
          transform: [{ filter: 'isValid(datum.mean)' }],
          mark: { type: 'point', shape: 'diamond', filled: true, size: 80, opacity: 1, ...below },
          encoding: { x: x('mean'), y, color, tooltip: meanTooltip },
        },
        {
          data: { values: means },
          mark: { type: 'text', style: 'value', align: 'left', dx: 12, yOffset: -7 },
          encoding: { x: { value: 'width' }, y, text: { field: 'label' } },
        },
        {
          data: { values: means },
          mark: { type: 'text', style: 'missing', fontSize: 10, align: 'left', dx: 12, ...below },
          encoding: { x: { value: 'width' }, y, text: { field: 'runs' } },
        },
      ],
    },
  );
}

/** Mean and interval of values; `null` where there are too few. */
function centre(
  values: number[],
  interval: 'ci95' | 'sd' | 'range',
): { mean: number | null; low: number | null; high: number | null } {
  const n = values.length;
  if (n === 0) return { mean: null, low: null, high: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { mean, low: null, high: null };
  if (interval === 'range') return { mean, low: Math.min(...values), high: Math.max(...values) };
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const half = interval === 'sd' ? sd : (studentQuantile(n - 1) * sd) / Math.sqrt(n);
  return { mean, low: mean - half, high: mean + half };
}

function checkRuns(runs: SeedSpreadOptions['runs']): void {
  checkNotEmpty('runs', runs, 'model');
  runs.forEach((run, i) => {
    checkObject(`runs[${i}]`, run, 'a model: { model, values, seeds? }');
    checkName(`runs[${i}].model`, run.model, 'a model name');
    if (runs.findIndex(({ model }) => model === run.model) !== i)
      throw argumentError(`runs[${i}].model`, run.model, 'a model that does not occur twice');
    checkNotEmpty(`runs[${i}].values`, run.values, 'value');
    run.values.forEach((value, j) => checkNumberOrNull(`runs[${i}].values[${j}]`, value));
    if (run.seeds !== undefined && (!Array.isArray(run.seeds) || run.seeds.length !== run.values.length))
      throw argumentError(`runs[${i}].seeds`, run.seeds, `${run.values.length} seeds, one per value`);
  });
}
