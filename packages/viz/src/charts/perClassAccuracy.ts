import { argumentError } from '../argumentError.js';
import type { VegaLiteSpec } from '../vegaLiteSpec.js';
import { chartWords } from './chartWords.js';
import {
  checkName,
  checkNames,
  checkNotEmpty,
  checkNumberOrNull,
  checkObject,
  finiteOrNull,
} from './checks.js';
import { modelColor } from './modelColor.js';
import { modelOrder } from './modelOrder.js';
import { percent } from './percent.js';
import { checkChartOptions, topLevel, type ChartOptions } from './topLevel.js';

/** Options of {@link perClassAccuracy}. */
export interface PerClassAccuracyOptions extends ChartOptions {
  classNames: string[];
  /** Per model one fraction of 1 per class; what is not finite is left out and said. */
  values: { model: string; accuracies: (number | null)[] }[];
  /** Order of the colours. Default: order of the values. */
  models?: string[];
  /** Order of the classes: as given (default) or from the lowest mean accuracy up. */
  sort?: 'class' | 'accuracy';
}

const WIDTH = 520;
const DOT_STEP = 9;

/**
 * How often each class is recognised: a row per class, a dot per model, on an axis fitted to the values. Each model's
 * weakest class is named.
 *
 * @throws TypeError naming the argument, its value and what was expected
 */
export function perClassAccuracy(options: PerClassAccuracyOptions): VegaLiteSpec {
  checkChartOptions(options);
  const { classNames, values, sort = 'class', lang = 'en' } = options;
  checkNames('classNames', classNames, 'class');
  checkNotEmpty('values', values, 'model');
  values.forEach((entry, i) => {
    checkObject(`values[${i}]`, entry, 'a model: { model, accuracies }');
    checkName(`values[${i}].model`, entry.model, 'a model name');
    if (values.findIndex(({ model }) => model === entry.model) !== i)
      throw argumentError(`values[${i}].model`, entry.model, 'a model that does not occur twice');
    if (!Array.isArray(entry.accuracies) || entry.accuracies.length !== classNames.length) {
      throw argumentError(
        `values[${i}].accuracies`,
        entry.accuracies,
        `${classNames.length} numbers, one per class`,
      );
    }
    entry.accuracies.forEach((value, j) => checkNumberOrNull(`values[${i}].accuracies[${j}]`, value));
  });
  if (sort !== 'class' && sort !== 'accuracy') throw argumentError('sort', sort, "'class' or 'accuracy'");
  const models = modelOrder(
    values.map(({ model }) => model),
    options.models,
  );
  const words = chartWords[lang];
  const shown = models.filter((name) => values.some(({ model }) => model === name));
  const rows = classNames.flatMap((name, j) =>
    shown.map((model) => ({
      class: name,
      model,
      accuracy: finiteOrNull(values.find((entry) => entry.model === model)!.accuracies[j]),
    })),
  );
  const order =
    sort === 'class' ? classNames : classNames.toSorted((a, b) => meanOf(rows, a) - meanOf(rows, b));
  const weakest = shown.flatMap((model) => {
    const own = rows.filter((row) => row.model === model && row.accuracy !== null);
    if (own.length === 0) return [];
    const least = own.reduce((low, row) => (row.accuracy! < low.accuracy! ? row : low));
    return [`${model} ${least.class} ${percent(least.accuracy!)}`];
  });
  const missing = rows.filter(({ accuracy }) => accuracy === null).map((row) => `${row.model} ${row.class}`);
  const finite = rows.flatMap(({ accuracy }) => (accuracy === null ? [] : [accuracy]));
  const fromZero = finite.length === 0 || Math.min(...finite) < 0.3;

  const y = { field: 'class', type: 'nominal', sort: order, title: null, scale: { domain: order } };
  const yAxis = { ...y, axis: { domain: false, ticks: false, labelPadding: 8, grid: true } };
  const x = {
    field: 'accuracy',
    type: 'quantitative',
    title: fromZero ? words.accuracy : [words.accuracy, `(${words.notFromZero})`],
    scale: fromZero ? { domainMin: 0, domainMax: 1 } : { zero: false, nice: true, padding: 8 },
    axis: { format: '~%', grid: false, tickCount: 6 },
  };
  const tooltip = [
    { field: 'class', type: 'nominal', title: words.class },
    { field: 'model', type: 'nominal', title: words.model },
    { field: 'accuracy', type: 'quantitative', title: words.accuracy, format: '.2%' },
  ];
  return topLevel(
    {
      options,
      notes: [
        ...(weakest.length > 0 ? [words.weakestClass(weakest.join('; '))] : []),
        ...(missing.length > 0 ? [`${words.notFinite}: ${missing.join(', ')}`] : []),
      ],
      width: WIDTH + 80,
      rows,
      fit: { minWidth: 140 },
      columns: [
        { field: 'class', title: words.class },
        { field: 'model', title: words.model },
        { field: 'accuracy', title: words.accuracy, format: '.2%' },
      ],
    },
    {
      width: WIDTH,
      height: { step: Math.max(22, shown.length * DOT_STEP + 8) },
      layer: shown.map((model, i) => ({
        transform: [{ filter: { field: 'model', equal: model } }, { filter: 'isValid(datum.accuracy)' }],
        mark: {
          type: 'point',
          filled: true,
          size: 70,
          opacity: 1,
          yOffset: (i - (shown.length - 1) / 2) * DOT_STEP,
        },
        encoding: { x, y: yAxis, color: modelColor(models, shown, WIDTH), tooltip },
      })),
    },
  );
}

function meanOf(rows: { class: string; accuracy: number | null }[], name: string): number {
  const own = rows.flatMap((row) => (row.class === name && row.accuracy !== null ? [row.accuracy] : []));
  return own.length === 0 ? Infinity : own.reduce((sum, value) => sum + value, 0) / own.length;
}
