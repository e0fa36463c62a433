import { argumentError } from '../argumentError.js';
import { STRONG_STEP } from '../theme/palette.js';
import type { VegaLiteSpec } from '../vegaLiteSpec.js';
import { chartWords, type ChartWords } from './chartWords.js';
import { checkNames, checkNotEmpty } from './checks.js';
import { percent } from './percent.js';
import { checkChartOptions, topLevel, type ChartOptions } from './topLevel.js';
import { wholeNumber } from './wholeNumber.js';

/** Options of {@link confusionMatrix}. */
export interface ConfusionMatrixOptions extends ChartOptions {
  /** `counts[i][j]`: how many things of class i were taken for class j; square, whole numbers of 0 or more; at most 200 classes. */
  counts: number[][];
  /** Default: `0`, `1`, ... */
  classNames?: string[];
  /** What stands in the cells: `fraction`: percent of the true class (default), or `count`. */
  values?: 'fraction' | 'count';
}

/** One cell of the matrix. */
interface Cell {
  truth: string;
  predicted: string;
  count: number;
  /** Of all things of the true class; `null` if there are none. */
  fraction: number | null;
  /** What stands in the cell. */
  text: string;
  right: boolean;
  /** What its colour tells, 0 to 1: the fraction if right, else the fraction over that of the most frequent error. */
  heat: number | null;
}

const STEPS = 8;
/** Cells are marks of their own; more of them make pictures too large to open. */
const MOST_CLASSES = 200;

/**
 * A confusion matrix: a row per true class, a column per predicted class. What was right is blue by its share of the
 * true class; errors are orange on a scale of their own, since they would be too faint on the same one. The most
 * mistaken pair (most things, not the largest share) is framed and named. With over 15 classes the numbers are left to
 * the tooltip.
 *
 * @throws TypeError naming the argument, its value and what was expected
 */
export function confusionMatrix(options: ConfusionMatrixOptions): VegaLiteSpec {
  checkChartOptions(options);
  const { counts, values = 'fraction', lang = 'en' } = options;
  checkCounts(counts);
  const names = options.classNames ?? counts.map((_, i) => String(i));
  checkNames('classNames', names, 'class');
  if (names.length !== counts.length)
    throw argumentError('classNames', names, `${counts.length} names, one per row of counts`);
  if (values !== 'fraction' && values !== 'count')
    throw argumentError('values', values, "'fraction' or 'count'");
  const words = chartWords[lang];
  const cells = cellsOf(counts, names, values);
  const worst = mostMistaken(cells);
  const numbers = names.length <= 15;
  const cell = numbers ? 44 : Math.max(6, Math.floor(480 / names.length));

  const axis = (title: string) => ({
    type: 'nominal',
    sort: names,
    title,
    scale: { type: 'band', domain: names, paddingInner: 0, paddingOuter: 0 },
    axis: {
      domain: false,
      ticks: false,
      labelPadding: 6,
      labelOverlap: numbers ? false : 'greedy',
      grid: false,
    },
  });
  const wide = names.some((name) => name.length * 7 > cell - 4);
  const x = {
    ...axis(words.predictedClass),
    field: 'predicted',
    axis: { ...axis('').axis, labelAngle: wide ? -45 : 0, ...(!wide && { labelBaseline: 'top' }) },
  };
  const y = { ...axis(words.trueClass), field: 'truth' };
  const tooltip = [
    { field: 'truth', type: 'nominal', title: words.trueClass },
    { field: 'predicted', type: 'nominal', title: words.predictedClass },
    { field: 'count', type: 'quantitative', title: words.count, format: ',d' },
    { field: 'fraction', type: 'quantitative', title: words.ofTrueClass, format: '.2%' },
  ];
  const filled = (right: boolean) => ({
    transform: [{ filter: `datum.right === ${right} && datum.heat > 0` }],
    mark: { type: 'rect' },
    encoding: {
      x,
      y,
      color: {
        field: 'heat',
        type: 'quantitative',
        scale: { type: 'quantize', domain: [0, 1], range: right ? 'heatmap' : 'ramp' },
        legend: null,
      },
      tooltip,
    },
  });
  const written = (strong: boolean) => ({
    transform: [{ filter: `datum.count > 0 && (datum.heat >= ${STRONG_STEP / STEPS}) === ${strong}` }],
    mark: { type: 'text', style: strong ? 'onHeat' : 'cell' },
    encoding: { x, y, text: { field: 'text' } },
  });
  const framed = (style: string) => ({
    transform: [
      {
        filter: {
          and: [
            { field: 'truth', equal: worst?.truth ?? '' },
            { field: 'predicted', equal: worst?.predicted ?? '' },
          ],
        },
      },
    ],
    mark: { type: 'rect', style },
    encoding: { x, y },
  });
  return topLevel(
    {
      options,
      notes: notesOf(cells, names, worst, values, numbers, words),
      width: Math.max(420, cell * names.length + 60),
      rows: cells,
      fit: { keepAspect: true, minWidth: (numbers ? 26 : 5) * names.length },
      columns: [
        { field: 'truth', title: words.trueClass },
        { field: 'predicted', title: words.predictedClass },
        { field: 'count', title: words.count, format: ',d' },
        { field: 'fraction', title: words.ofTrueClass, format: '.2%' },
      ],
    },
    {
      width: cell * names.length,
      height: cell * names.length,
      layer: [
        // What never happened is empty, and answers the pointer all the same.
        { mark: { type: 'rect', style: 'base', opacity: 0.5 }, encoding: { x, y, tooltip } },
        filled(true),
        filled(false),
        ...(worst ? [framed('frame')] : []),
        ...(numbers ? [written(false), written(true)] : []),
      ],
      resolve: { scale: { color: 'independent' } },
    },
  );
}

function cellsOf(counts: number[][], names: string[], values: 'fraction' | 'count'): Cell[] {
  const totals = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const fractionOf = (i: number, j: number) => (totals[i] === 0 ? null : counts[i][j] / totals[i]);
  const largestError = Math.max(
    ...counts.flatMap((row, i) => row.map((_, j) => (i === j ? 0 : (fractionOf(i, j) ?? 0)))),
  );
  return counts.flatMap((row, i) =>
    row.map((count, j): Cell => {
      const fraction = fractionOf(i, j);
      const heat = fraction === null ? null : i === j ? fraction : fraction / (largestError || 1);
      return {
        truth: names[i],
        predicted: names[j],
        count,
        fraction,
        text: values === 'count' || fraction === null ? String(count) : shortPercent(fraction),
        right: i === j,
        heat,
      };
    }),
  );
}

/** Percent without the sign, in at most four characters. */
function shortPercent(fraction: number): string {
  const value = 100 * fraction;
  if (value > 0 && value < 0.05) return '<0.1';
  return value >= 99.95 ? '100' : value.toFixed(1);
}

function mostMistaken(cells: Cell[]): Cell | undefined {
  const errors = cells.filter(({ right, count }) => !right && count > 0);
  return errors.reduce<Cell | undefined>(
    (worst, cell) => (worst === undefined || cell.count > worst.count ? cell : worst),
    undefined,
  );
}

function notesOf(
  cells: Cell[],
  names: string[],
  worst: Cell | undefined,
  values: 'fraction' | 'count',
  numbers: boolean,
  words: ChartWords,
): string[] {
  const sum = (some: Cell[]) => some.reduce((total, { count }) => total + count, 0);
  const total = sum(cells);
  const ofClass = (truth: string) => cells.filter((cell) => cell.truth === truth);
  const empty = names.filter((name) => sum(ofClass(name)) === 0);
  const errors = cells.filter(({ right }) => !right).map(({ fraction }) => fraction ?? 0);
  const share = Math.max(0, ...errors);
  return [
    total === 0
      ? words.noCases
      : words.accuracyOf(percent(sum(cells.filter(({ right }) => right)) / total), wholeNumber(total)),
    ...(worst
      ? [
          words.mostMistaken(
            worst.truth,
            worst.predicted,
            wholeNumber(worst.count),
            wholeNumber(sum(ofClass(worst.truth))),
            percent(worst.fraction!),
          ),
        ]
      : []),
    ...(empty.length > 0 && total > 0 ? [words.emptyClasses(empty.join(', '))] : []),
    ...(numbers && values === 'fraction' ? [words.cellsArePercent] : []),
    ...(share > 0 ? [words.confusionColors(percent(share))] : []),
  ];
}

function checkCounts(counts: number[][]): void {
  checkNotEmpty('counts', counts, 'row');
  if (counts.length > MOST_CLASSES) throw argumentError('counts', counts, `at most ${MOST_CLASSES} classes`);
  counts.forEach((row, i) => {
    if (!Array.isArray(row) || row.length !== counts.length)
      throw argumentError(`counts[${i}]`, row, `${counts.length} numbers, one per class`);
    row.forEach((count, j) => {
      if (!Number.isInteger(count) || count < 0)
        throw argumentError(`counts[${i}][${j}]`, count, 'a whole number of 0 or more');
    });
  });
}
