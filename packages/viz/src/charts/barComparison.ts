import { argumentError } from '../argumentError.js';
import type { VegaLiteSpec } from '../vegaLiteSpec.js';
import { checkFormat } from './checkFormat.js';
import { chartWords, type ChartWords } from './chartWords.js';
import { checkName, checkNotEmpty, checkNumberOrNull, checkObject, finiteOrNull } from './checks.js';
import { modelColor } from './modelColor.js';
import { modelOrder } from './modelOrder.js';
import { spokenNumber } from './spokenNumber.js';
import { checkChartOptions, topLevel, type ChartOptions } from './topLevel.js';
import { wrapText } from './wrapText.js';

/** One quantity of a bar comparison. */
export interface BarMeasure {
  /** Title of the axis with its unit, such as `Multiply-adds` or `Forward pass (ms)`. */
  valueTitle: string;
  /** d3-format string. Default: `,d` if all values are whole numbers, else `,.3~r`. */
  format?: string;
}

/** Options of {@link barComparison}. */
export interface BarComparisonOptions extends ChartOptions {
  /** The quantities, a panel each. */
  measures: BarMeasure[];
  /**
   * Bars by model: `values` has one number per measure. `name` is the layer, or what else a bar stands for; default:
   * the model's name.
   */
  groups: { model: string; bars: { name?: string; values: (number | null)[] }[] }[];
  /** Order of the colours. Default: order of the groups. */
  models?: string[];
}

/** A bar, or (`isHead`) the name of the model over its bars; fields `value<i>` for measure i. */
type BarRow = {
  id: number;
  isHead: boolean;
  model: string;
  name: string;
  lines: string;
} & Record<string, unknown>;

const PICTURE_WIDTH = 820;
const PANEL_GAP = 40;
const LINE_HEIGHT = 15;
const BAR_HEIGHT = 9;

/**
 * Many bars: time, parameters or multiply-adds per layer of one or more models, grouped and coloured by model, a panel
 * per quantity. Bars begin at zero. For one bar per model with intervals, {@link comparisonBars} says more.
 *
 * @throws TypeError naming the argument, its value and what was expected
 */
export function barComparison(options: BarComparisonOptions): VegaLiteSpec {
  checkChartOptions(options);
  const { measures, groups, lang = 'en' } = options;
  checkOptions(options);
  const words = chartWords[lang];
  const models = modelOrder(
    groups.map(({ model }) => model),
    options.models,
  );
  const columns = measures.length === 4 ? 2 : Math.min(3, measures.length);
  const width = measures.length === 1 ? 420 : Math.round(PICTURE_WIDTH / columns - PANEL_GAP);
  const rows = rowsOf(groups, width);
  const bars = rows.filter(({ isHead }) => !isHead);
  const formats = measures.map(({ format }, i) => {
    const finite = bars.map((row) => row[`value${i}`]).filter((value) => value !== null);
    return format ?? (finite.every(Number.isInteger) ? ',d' : ',.3~r');
  });
  return topLevel(
    {
      options,
      notes: [],
      width: measures.length === 1 ? width : PICTURE_WIDTH,
      rows: bars,
      columns: [
        { field: 'model', title: words.model },
        ...(bars.some(({ model, name }) => model !== name) ? [{ field: 'name', title: words.layer }] : []),
        ...measures.map(({ valueTitle }, i) => ({
          field: `value${i}`,
          title: valueTitle,
          format: formats[i],
        })),
      ],
      spoken: spoken(measures, bars, formats, words),
    },
    {
      columns,
      spacing: PANEL_GAP,
      concat: measures.map((measure, i) => panel(measure, i, formats[i], rows, models, width, words)),
      resolve: { scale: { x: 'independent', y: 'independent', color: 'shared' } },
    },
  );
}

function rowsOf(groups: BarComparisonOptions['groups'], width: number): BarRow[] {
  const rows = groups.flatMap(({ model, bars }): Omit<BarRow, 'id'>[] => {
    const own = bars.map(({ name = model, values }) => ({
      isHead: false,
      model,
      name,
      lines: wrapText(name, width - 84, 12).join('\n'),
      ...Object.fromEntries(values.map((value, i) => [`value${i}`, finiteOrNull(value)])),
    }));
    const head = { isHead: true, model, name: model, lines: wrapText(model, width, 12).join('\n') };
    return groups.length > 1 && bars.some(({ name }) => name !== undefined) ? [head, ...own] : own;
  });
  return rows.map((row, id) => ({ ...row, id }) as BarRow);
}

function panel(
  { valueTitle }: BarMeasure,
  index: number,
  format: string,
  rows: BarRow[],
  models: string[],
  width: number,
  words: ChartWords,
): object {
  const field = `value${index}`;
  const lines = Math.max(...rows.map((row) => row.lines.split('\n').length));
  const step = lines * LINE_HEIGHT + BAR_HEIGHT + 16;
  const barOffset = (lines * LINE_HEIGHT) / 2;
  // Names of fewer lines than the longest end beside their bar all the same.
  const lastLine = barOffset - BAR_HEIGHT / 2 - 3 - LINE_HEIGHT / 2;
  const y = {
    field: 'id',
    type: 'ordinal',
    scale: { domain: rows.map(({ id }) => id), type: 'band', paddingInner: 0, paddingOuter: 0 },
    axis: null,
  };
  const largest = Math.max(
    0,
    ...rows.flatMap((row) => (typeof row[field] === 'number' ? [Math.abs(row[field])] : [])),
  );
  const x = {
    field,
    type: 'quantitative',
    title: wrapText(valueTitle, width, 11),
    scale: { zero: true, nice: true, ...(largest === 0 && { domainMax: 1 }) },
    axis: {
      tickCount: 4,
      grid: false,
      ...(format.endsWith('%') ? { format: '~%' } : {}),
      ...(largest >= 10_000 && { format: '~s', labelExpr: "datum.value === 0 ? '0' : datum.label" }),
    },
  };
  const tooltip = [
    { field: 'model', type: 'nominal', title: words.model },
    ...(rows.some(({ isHead, name, model }) => !isHead && name !== model)
      ? [{ field: 'name', type: 'nominal', title: words.layer }]
      : []),
    { field, type: 'quantitative', title: valueTitle, format },
  ];
  const heads = rows.filter(({ isHead }) => isHead);
  const finite = { filter: `isValid(datum.${field})` };
  const name = (extra: object) => ({
    mark: {
      type: 'text',
      lineBreak: '\n',
      yOffset: lastLine,
      dy: { expr: `-${LINE_HEIGHT} * (length(split(datum.lines, '\\n')) - 1)` },
      ...extra,
    },
    encoding: { x: { value: 0 }, y, text: { field: 'lines', type: 'nominal' } },
  });
  return {
    width,
    height: { step },
    layer: [
      {
        transform: [finite],
        mark: { type: 'bar', height: BAR_HEIGHT, yOffset: barOffset },
        encoding: { x, y, color: modelColor(models), tooltip },
      },
      name({ style: 'name' }),
      ...(heads.length > 0
        ? [{ data: { values: heads }, ...name({ style: 'group', yOffset: barOffset }) }]
        : []),
      {
        transform: [finite],
        mark: { type: 'text', style: 'value', yOffset: lastLine },
        encoding: { x: { value: 'width' }, y, text: { field, type: 'quantitative', format } },
      },
      {
        transform: [{ filter: `!isValid(datum.${field})` }],
        mark: { type: 'text', style: 'missing', yOffset: lastLine },
        encoding: { x: { value: 'width' }, y, text: { value: words.notFinite } },
      },
    ],
  };
}

/** What a screen reader says: every value. */
function spoken(measures: BarMeasure[], bars: BarRow[], formats: string[], words: ChartWords): string {
  const all = measures.map(({ valueTitle }, i) => {
    const values = bars.map((row) => {
      const value = row[`value${i}`];
      const of = row.model === row.name ? row.model : `${row.model} ${row.name}`;
      return `${of} ${typeof value === 'number' ? spokenNumber(value, formats[i]) : words.notFinite}`;
    });
    return `${valueTitle}: ${values.join(', ')}`;
  });
  return `${all.join('; ')}.`;
}

function checkOptions({ measures, groups }: BarComparisonOptions): void {
  checkNotEmpty('measures', measures, 'quantity');
  measures.forEach((measure, i) => {
    checkObject(`measures[${i}]`, measure, 'a quantity: { valueTitle, format? }');
    checkName(`measures[${i}].valueTitle`, measure.valueTitle, 'an axis title with its unit');
    if (measure.format !== undefined) checkFormat(`measures[${i}].format`, measure.format);
  });
  checkNotEmpty('groups', groups, 'model');
  groups.forEach((group, i) => {
    const path = `groups[${i}]`;
    checkObject(path, group, 'a model: { model, bars }');
    checkName(`${path}.model`, group.model, 'a model name');
    if (groups.findIndex(({ model }) => model === group.model) !== i)
      throw argumentError(`${path}.model`, group.model, 'a model that does not occur twice');
    checkNotEmpty(`${path}.bars`, group.bars, 'bar');
    group.bars.forEach((bar, j) => {
      checkObject(`${path}.bars[${j}]`, bar, 'a bar: { name?, values }');
      if (bar.name !== undefined) checkName(`${path}.bars[${j}].name`, bar.name, 'a text');
      if (!Array.isArray(bar.values) || bar.values.length !== measures.length) {
        throw argumentError(
          `${path}.bars[${j}].values`,
          bar.values,
          `${measures.length} numbers, one per measure`,
        );
      }
      bar.values.forEach((value, k) => checkNumberOrNull(`${path}.bars[${j}].values[${k}]`, value));
    });
  });
}
