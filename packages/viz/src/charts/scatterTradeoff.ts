import { argumentError } from '../argumentError.js';
import type { VegaLiteSpec } from '../vegaLiteSpec.js';
import { checkFormat } from './checkFormat.js';
import { chartWords } from './chartWords.js';
import { checkName, checkNotEmpty, checkNumberOrNull, checkObject, finiteOrNull } from './checks.js';
import { modelColor } from './modelColor.js';
import { modelOrder } from './modelOrder.js';
import { placeLabels } from './placeLabels.js';
import { spokenNumber } from './spokenNumber.js';
import { checkChartOptions, topLevel, type ChartOptions } from './topLevel.js';
import { wrapText } from './wrapText.js';

/** Options of {@link scatterTradeoff}. */
export interface ScatterTradeoffOptions extends ChartOptions {
  /** Price, such as `Trainable parameters` or `Training time (s)`. */
  xTitle: string;
  /** Gain, such as `Test accuracy (%)`. */
  yTitle: string;
  /** A point per model; `yLow` and `yHigh` are the ends of an interval. */
  points: { model: string; x: number | null; y: number | null; yLow?: number; yHigh?: number }[];
  /** d3-format of x. Default: `,d` for whole numbers, else `,.4~r`. */
  xFormat?: string;
  /** d3-format of y. Default: `.2%`, for fractions. */
  yFormat?: string;
  /** Default: `log` if the largest x is over 10 times the smallest, and all are over 0. */
  xScale?: 'linear' | 'log';
  /** Order of the colours. Default: order of the points. */
  models?: string[];
}

const WIDTH = 460;
const HEIGHT = 320;
const LABEL_WIDTH = 130;

/**
 * What a gain costs: accuracy against parameters, time or multiply-adds, a named point per model; upper left is best.
 * Points that are not finite are named below the title.
 *
 * @throws TypeError naming the argument, its value and what was expected
 */
export function scatterTradeoff(options: ScatterTradeoffOptions): VegaLiteSpec {
  checkChartOptions(options);
  checkOptions(options);
  const { xTitle, yTitle, points, yFormat = '.2%', lang = 'en' } = options;
  const words = chartWords[lang];
  const models = modelOrder(
    points.map(({ model }) => model),
    options.models,
  );
  const finite = points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)) as Drawn[];
  const missing = points.filter((point) => !finite.includes(point as Drawn));
  const xs = finite.map(({ x }) => x);
  const xFormat = options.xFormat ?? (xs.every(Number.isInteger) ? ',d' : ',.4~r');
  const positive = xs.length > 0 && Math.min(...xs) > 0;
  const xScale = options.xScale ?? (positive && Math.max(...xs) > 10 * Math.min(...xs) ? 'log' : 'linear');
  if (xScale === 'log' && !positive)
    throw argumentError('xScale', xScale, `'linear', since not every x is over 0`);
  const xDomain = widened(xs, xScale === 'log');
  const yDomain = widened(
    finite.flatMap(({ y, yLow, yHigh }) => [y, yLow ?? y, yHigh ?? y]),
    false,
  );
  const along = (value: number, [low, high]: [number, number], log: boolean) =>
    log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  const labels = finite.map(({ model }) => wrapText(model, LABEL_WIDTH, 11));
  const places = placeLabels(
    finite.map(({ x, y }, i) => ({
      x: along(x, xDomain, xScale === 'log') * WIDTH,
      y: (1 - along(y, yDomain, false)) * HEIGHT,
      lines: labels[i],
    })),
    WIDTH,
    HEIGHT,
  );
  const rows = finite.map(({ model, x, y, yLow, yHigh }, i) => ({
    model,
    x,
    y,
    ...(yLow !== undefined && { yLow: finiteOrNull(yLow) }),
    ...(yHigh !== undefined && { yHigh: finiteOrNull(yHigh) }),
    label: labels[i].join('\n'),
  }));
  const x = {
    field: 'x',
    type: 'quantitative',
    title: xScale === 'log' ? `${xTitle}, ${words.logarithmic}` : xTitle,
    scale: { type: xScale, domain: xDomain, nice: false, ...(xScale === 'linear' && { zero: false }) },
    axis: {
      ...(xScale === 'log' ? { values: roundNumbers(xDomain) } : { tickCount: 5 }),
      labelOverlap: 'greedy',
      ...(Math.max(0, ...xs) >= 10_000 && { format: '~s' }),
      ...(xFormat.endsWith('%') && { format: '~%' }),
    },
  };
  const y = (field: string) => ({
    field,
    type: 'quantitative',
    title: yTitle,
    scale: { domain: yDomain, nice: false, zero: false },
    axis: { tickCount: 5, ...(yFormat.endsWith('%') && { format: '~%' }) },
  });
  const interval = rows.some((row) => 'yLow' in row || 'yHigh' in row);
  const tooltip = [
    { field: 'model', type: 'nominal', title: words.model },
    { field: 'y', type: 'quantitative', title: yTitle, format: yFormat },
    ...(interval
      ? [
          { field: 'yLow', type: 'quantitative', title: words.low, format: yFormat },
          { field: 'yHigh', type: 'quantitative', title: words.high, format: yFormat },
        ]
      : []),
    { field: 'x', type: 'quantitative', title: xTitle, format: xFormat },
  ];
  return topLevel(
    {
      options,
      notes:
        missing.length > 0 ? [`${words.notFinite}: ${missing.map(({ model }) => model).join(', ')}`] : [],
      width: WIDTH + 60,
      // Below that the places of the names no longer fit.
      fit: { minWidth: 280 },
      rows,
      columns: [
        { field: 'model', title: words.model },
        { field: 'x', title: xTitle, format: xFormat },
        { field: 'y', title: yTitle, format: yFormat },
        ...(interval
          ? [
              { field: 'yLow', title: `${yTitle}, ${words.low}`, format: yFormat },
              { field: 'yHigh', title: `${yTitle}, ${words.high}`, format: yFormat },
            ]
          : []),
      ],
      spoken: `${rows
        .map(
          (row) =>
            `${row.model}: ${xTitle} ${spokenNumber(row.x, xFormat)}, ${yTitle} ${spokenNumber(row.y, yFormat)}`,
        )
        .join('; ')}.`,
    },
    {
      width: WIDTH,
      height: HEIGHT,
      layer: [
        ...(interval
          ? [
              {
                transform: [
                  { calculate: 'isValid(datum.yLow) ? datum.yLow : datum.y', as: 'from' },
                  { calculate: 'isValid(datum.yHigh) ? datum.yHigh : datum.y', as: 'to' },
                ],
                mark: { type: 'rule', strokeWidth: 1.5 },
                encoding: { x, y: y('from'), y2: { field: 'to' }, color: modelColor(models) },
              },
            ]
          : []),
        {
          mark: { type: 'point', filled: true, size: 110, opacity: 1 },
          encoding: { x, y: y('y'), color: modelColor(models), tooltip },
        },
        ...rows.map(({ model }, i) => ({
          transform: [{ filter: { field: 'model', equal: model } }],
          mark: { type: 'text', style: 'name', fontSize: 11, lineBreak: '\n', lineHeight: 14, ...places[i] },
          encoding: { x, y: y('y'), text: { field: 'label' } },
        })),
      ],
    },
  );
}

/** 1, 2 and 5 times the powers of ten in a range; of a wide one the powers alone. */
function roundNumbers([low, high]: [number, number]): number[] {
  const decades = Array.from(
    { length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, i) => Math.floor(Math.log10(low)) + i,
  );
  const factors = decades.length > 5 ? [1] : [1, 2, 5];
  const all = decades.flatMap((power) => factors.map((factor) => Number(`${factor}e${power}`)));
  return all.filter((value) => value >= low && value <= high);
}

/** A point that can be drawn. */
type Drawn = ScatterTradeoffOptions['points'][number] & { x: number; y: number };

/** The range of values with a margin for points and names; around a single one, room to both sides. */
function widened(values: number[], log: boolean): [number, number] {
  if (values.length === 0) return log ? [1, 10] : [0, 1];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (log) {
    const factor = low === high ? 2 : (high / low) ** 0.15;
    return [low / factor, high * factor];
  }
  const margin = low === high ? Math.abs(low) * 0.05 || 1 : (high - low) * 0.15;
  return [low - margin, high + margin];
}

function checkOptions({ xTitle, yTitle, points, xFormat, yFormat, xScale }: ScatterTradeoffOptions): void {
  checkName('xTitle', xTitle, 'an axis title with its unit');
  checkName('yTitle', yTitle, 'an axis title with its unit');
  if (xFormat !== undefined) checkFormat('xFormat', xFormat);
  if (yFormat !== undefined) checkFormat('yFormat', yFormat);
  if (xScale !== undefined && xScale !== 'linear' && xScale !== 'log')
    throw argumentError('xScale', xScale, "'linear' or 'log'");
  checkNotEmpty('points', points, 'point');
  points.forEach((point, i) => {
    const name = `points[${i}]`;
    checkObject(name, point, 'a point: { model, x, y }');
    checkName(`${name}.model`, point.model, 'a model name');
    if (points.findIndex(({ model }) => model === point.model) !== i)
      throw argumentError(`${name}.model`, point.model, 'a model that does not occur twice');
    checkNumberOrNull(`${name}.x`, point.x);
    checkNumberOrNull(`${name}.y`, point.y);
    if (point.yLow !== undefined && !(point.yLow <= point.y!))
      throw argumentError(`${name}.yLow`, point.yLow, `a number of at most ${point.y}`);
    if (point.yHigh !== undefined && !(point.yHigh >= point.y!))
      throw argumentError(`${name}.yHigh`, point.yHigh, `a number of at least ${point.y}`);
  });
}
