import type { ChartWords } from './chartWords.js';
import type { ComparisonMeasure, ComparisonRow } from './comparisonMeasure.js';
import { wrapText } from './wrapText.js';

/** What one panel of a comparison needs to know. */
export interface ComparisonPanel {
  measure: ComparisonMeasure;
  /** Position among the panels: its fields are `value<index>`, `low<index>`, `high<index>`. */
  index: number;
  rows: ComparisonRow[];
  /** All models, in the order of their colours. */
  models: string[];
  width: number;
  /** Lines of the longest name. */
  lines: number;
  format: string;
  words: ChartWords;
}

const LINE_HEIGHT = 15;
const MARK_HEIGHT = 12;

/** One quantity: per model a line with name and value, and below it the bar or dot. */
export function comparisonPanel(panel: ComparisonPanel): object {
  const { measure, index, rows, models, width, lines, format, words } = panel;
  const fields = { value: `value${index}`, low: `low${index}`, high: `high${index}` };
  const present = rows.filter((row) => fields.value in row);
  const numbers = (field: string) =>
    present.map((row) => row[field]).filter((value) => typeof value === 'number');
  const values = numbers(fields.value);
  const extent = [...values, ...numbers(fields.low), ...numbers(fields.high)];
  const dots = (measure.mark ?? (barsWouldLookAlike(values) ? 'dot' : 'bar')) === 'dot';

  // A row is, from top to bottom: the name, 5 pixels, the mark; the offsets below are from its middle.
  const textHeight = lines * LINE_HEIGHT;
  const step = textHeight + 5 + MARK_HEIGHT + 16;
  const markOffset = (textHeight + 5) / 2;
  const firstLine = -(MARK_HEIGHT + 5) / 2 - textHeight / 2 + LINE_HEIGHT / 2;
  const lastLine = firstLine + textHeight - LINE_HEIGHT;
  // Names of fewer lines than the longest move down, to their mark.
  const besideMark = { expr: `${LINE_HEIGHT} * datum.linesLess` };
  const y = {
    field: 'model',
    type: 'nominal',
    sort: models,
    scale: { domain: present.map((row) => row.model) },
    axis: null,
  };
  const x = (field: string) => ({
    field,
    type: 'quantitative',
    title: wrapText(measure.valueTitle, width, 11).concat(dots ? `(${words.notFromZero})` : []),
    scale: dots ? { zero: false, nice: true, padding: 10 } : { zero: true, nice: true },
    axis: { tickCount: 4, grid: false, ...axisFormat(format, extent) },
  });
  const color = { field: 'model', type: 'nominal', scale: { domain: models }, legend: null };
  const tooltip = [
    { field: 'model', type: 'nominal', title: words.model },
    { field: fields.value, type: 'quantitative', title: measure.valueTitle, format },
    ...(present.some((row) => fields.low in row)
      ? [{ field: fields.low, type: 'quantitative', title: words.low, format }]
      : []),
    ...(present.some((row) => fields.high in row)
      ? [{ field: fields.high, type: 'quantitative', title: words.high, format }]
      : []),
  ];
  const finite = { filter: { field: fields.value, valid: true } };
  const there = { filter: { field: 'model', oneOf: present.map((row) => row.model) } };
  const end = (field: string) => ({
    transform: [finite],
    mark: {
      type: 'tick',
      style: 'interval',
      thickness: 1.5,
      size: 8,
      yOffset: markOffset,
      orient: 'vertical',
    },
    encoding: { y, x: x(field) },
  });
  const hasInterval = (field: string) => present.some((row) => typeof row[field] === 'number');
  return {
    width,
    height: { step },
    transform: [there],
    encoding: { y },
    layer: [
      ...(dots
        ? [
            {
              mark: { type: 'rule', style: 'track', yOffset: markOffset },
              encoding: { x: { value: 0 }, x2: { value: 'width' } },
            },
            {
              transform: [finite],
              mark: { type: 'circle', size: 110, opacity: 1, yOffset: markOffset },
              encoding: { x: x(fields.value), color, tooltip },
            },
          ]
        : [
            {
              transform: [finite],
              mark: { type: 'bar', height: MARK_HEIGHT, yOffset: markOffset },
              encoding: { x: x(fields.value), color, tooltip },
            },
          ]),
      ...(hasInterval(fields.low) || hasInterval(fields.high)
        ? [
            {
              transform: [finite],
              mark: { type: 'rule', style: 'interval', yOffset: markOffset },
              encoding: {
                x: x(hasInterval(fields.low) ? fields.low : fields.value),
                x2: { field: hasInterval(fields.high) ? fields.high : fields.value },
              },
            },
            ...(hasInterval(fields.low) ? [end(fields.low)] : []),
            ...(hasInterval(fields.high) ? [end(fields.high)] : []),
          ]
        : []),
      {
        mark: { type: 'text', style: 'name', lineBreak: '\n', yOffset: firstLine, dy: besideMark },
        encoding: { x: { value: 0 }, text: { field: 'name', type: 'nominal' } },
      },
      {
        transform: [finite],
        mark: { type: 'text', style: 'value', yOffset: lastLine },
        encoding: { x: { value: 'width' }, text: { field: fields.value, type: 'quantitative', format } },
      },
      {
        transform: [{ filter: { not: { field: fields.value, valid: true } } }],
        mark: { type: 'text', style: 'missing', yOffset: lastLine },
        encoding: { x: { value: 'width' }, text: { value: words.notFinite } },
      },
    ],
  };
}

/** Bars from zero differ too little in length where the smallest value is over 0.8 of the largest. */
function barsWouldLookAlike(values: number[]): boolean {
  const smallest = Math.min(...values);
  const largest = Math.max(...values);
  return smallest > 0 && smallest < largest && smallest > 0.8 * largest;
}

/** Ticks in percent where the values are, and 200k instead of 200,000. */
function axisFormat(format: string, values: number[]): object {
  if (format.endsWith('%')) return { format: '~%' };
  return Math.max(...values.map(Math.abs)) >= 10_000
    ? { format: '~s', labelExpr: "datum.value === 0 ? '0' : datum.label" }
    : {};
}
