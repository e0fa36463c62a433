import { argumentError } from '../argumentError.js';
import type { VegaLiteSpec } from '../vegaLiteSpec.js';
import { chartWords, type ChartWords } from './chartWords.js';
import { checkName, checkNotEmpty, checkObject } from './checks.js';
import { checkChartOptions, topLevel, type ChartOptions } from './topLevel.js';
import { wrapText } from './wrapText.js';

/** A rectangle of input pixels. */
export interface PixelBox {
  /** First row and column; may lie outside of the input where a field reaches beyond its edge. */
  top: number;
  left: number;
  height: number;
  width: number;
}

/** What one unit sees of the input. */
export interface ReceptiveFieldEntry {
  /** The model, or model and layer. */
  name: string;
  /**
   * Gradient of the unit by the input, row by row: any sign, its absolute value is shown; mean over images and sum
   * over channels are the caller's. At most 128 x 128.
   */
  gradient: number[][];
  /** Pixels that can reach the unit. */
  theoretical: PixelBox;
  /** Pixels that were measured to matter, by the caller's rule. */
  effective?: PixelBox;
}

/** Options of {@link receptiveField}. */
export interface ReceptiveFieldOptions extends ChartOptions {
  /** A panel each. */
  fields: ReceptiveFieldEntry[];
}

const PICTURE_WIDTH = 820;
/** Pixels are marks of their own; more of them make pictures too large to open. */
const MOST_PIXELS = 128;

/**
 * Receptive fields: per unit a heat map of how strongly each input pixel moves it (the square root of |gradient| over
 * its largest, since gradients fall off steeply), with the theoretical field as a frame and, if given, the effective
 * one dashed.
 *
 * @throws TypeError naming the argument, its value and what was expected
 */
export function receptiveField(options: ReceptiveFieldOptions): VegaLiteSpec {
  checkChartOptions(options);
  const { fields, lang = 'en' } = options;
  checkNotEmpty('fields', fields, 'field');
  fields.forEach((field, i) => checkField(`fields[${i}]`, field));
  const words = chartWords[lang];
  const columns = Math.min(fields.length === 4 ? 4 : 3, fields.length);
  const width = Math.min(260, Math.round(PICTURE_WIDTH / columns - 24));
  const rows = fields.flatMap(cellsOf);
  return topLevel(
    {
      options,
      notes: [
        words.fieldSquares + (fields.some(({ effective }) => effective) ? `; ${words.fieldMeasured}` : ''),
        words.fieldColors,
      ],
      width: fields.length === 1 ? Math.max(width, 420) : columns * (width + 24),
      rows,
      fit: { keepAspect: true, minWidth: 120 },
      columns: [
        { field: 'name', title: words.model },
        { field: 'row', title: words.rowOf, format: 'd' },
        { field: 'column', title: words.columnOf, format: 'd' },
        { field: 'strength', title: words.gradientShare, format: '.4f' },
      ],
      spoken: `${fields.map((field) => `${field.name}: ${sizes(field, words)}`).join('. ')}.`,
    },
    {
      columns,
      spacing: 24,
      concat: fields.map((field, i) => panel(field, i, width, words)),
      resolve: { scale: { x: 'independent', y: 'independent', fill: 'shared', stroke: 'shared' } },
    },
  );
}

function panel(field: ReceptiveFieldEntry, index: number, width: number, words: ChartWords): object {
  const { name, gradient, theoretical, effective } = field;
  const [inputHeight, inputWidth] = [gradient.length, gradient[0].length];
  const height = Math.round((width * inputHeight) / inputWidth);
  const scale = (length: number) => ({ domain: [0, length], nice: false, zero: false });
  const x = { type: 'quantitative', scale: scale(inputWidth), axis: null };
  const y = { type: 'quantitative', scale: { ...scale(inputHeight), reverse: true }, axis: null };
  const nothing = gradient.flat().every((value) => !Number.isFinite(value) || value === 0);
  const notes = [sizes(field, words), ...(nothing ? [words.noGradient] : [])];
  const heat = {
    field: 'heat',
    type: 'quantitative',
    scale: { type: 'quantize', domain: [0, 1], range: 'heatmap' },
    legend: null,
  };
  const tooltip = [
    { field: 'name', type: 'nominal', title: words.model },
    { field: 'row', type: 'quantitative', title: words.rowOf, format: 'd' },
    { field: 'column', type: 'quantitative', title: words.columnOf, format: 'd' },
    { field: 'strength', type: 'quantitative', title: words.gradientShare, format: '.3f' },
  ];
  const square = (box: PixelBox, style: string, extra: object = {}) => {
    // What reaches beyond the input is drawn along its edge.
    const edge = (value: number, most: number) => Math.min(most, Math.max(0, value));
    return {
      data: {
        values: [
          {
            left: edge(box.left, inputWidth),
            right: edge(box.left + box.width, inputWidth),
            top: edge(box.top, inputHeight),
            bottom: edge(box.top + box.height, inputHeight),
          },
        ],
      },
      // Cut at the input, so that a frame along its edge moves nothing.
      mark: { type: 'rect', style, clip: true, ...extra },
      encoding: {
        x: { ...x, field: 'left' },
        x2: { field: 'right' },
        y: { ...y, field: 'top' },
        y2: { field: 'bottom' },
      },
    };
  };
  return {
    width,
    height,
    title: {
      text: wrapText(name, width, 12),
      subtitle: notes.flatMap((note) => wrapText(note, width, 11)),
      fontSize: 12,
      lineHeight: 15,
      subtitleFontSize: 11,
      subtitleLineHeight: 14,
      offset: 8,
    },
    layer: [
      {
        ...square({ top: 0, left: 0, height: inputHeight, width: inputWidth }, 'base'),
      },
      {
        transform: [
          { filter: { field: 'field', equal: index } },
          // Cells whose colour is the background's are left to it.
          { filter: 'datum.heat >= 0.125' },
          { calculate: 'datum.column + 1', as: 'right' },
          { calculate: 'datum.row + 1', as: 'bottom' },
        ],
        mark: { type: 'rect', strokeWidth: 0.5 },
        encoding: {
          x: { ...x, field: 'column' },
          x2: { field: 'right' },
          y: { ...y, field: 'row' },
          y2: { field: 'bottom' },
          fill: heat,
          // A thin edge in the same colour closes the seams between the cells.
          stroke: heat,
          tooltip,
        },
      },
      square(theoretical, 'halo'),
      square(theoretical, 'frame'),
      ...(effective
        ? [
            square(effective, 'halo', { strokeWidth: 3 }),
            square(effective, 'frame', { strokeWidth: 1.5, strokeDash: [4, 3] }),
          ]
        : []),
    ],
  };
}

function cellsOf({ name, gradient }: ReceptiveFieldEntry, field: number): object[] {
  const sizesOf = gradient.map((line) => line.map((value) => (Number.isFinite(value) ? Math.abs(value) : 0)));
  const largest = Math.max(...sizesOf.flat());
  return sizesOf.flatMap((line, row) =>
    line.flatMap((value, column) => {
      if (value === 0) return [];
      const strength = value / largest;
      return [{ field, name, row, column, strength, heat: Math.sqrt(strength) }];
    }),
  );
}

function sizes({ theoretical, effective }: ReceptiveFieldEntry, words: ChartWords): string {
  const size = ({ height, width }: PixelBox) => `${height}×${width}`;
  return [words.theoretical(size(theoretical)), ...(effective ? [words.measured(size(effective))] : [])].join(
    ', ',
  );
}

function checkField(name: string, field: ReceptiveFieldEntry): void {
  checkObject(name, field, 'a field: { name, gradient, theoretical, effective? }');
  checkName(`${name}.name`, field.name, 'a text');
  checkNotEmpty(`${name}.gradient`, field.gradient, 'row');
  if (field.gradient.length > MOST_PIXELS)
    throw argumentError(`${name}.gradient`, field.gradient, `at most ${MOST_PIXELS} rows`);
  field.gradient.forEach((line, i) => {
    checkNotEmpty(`${name}.gradient[${i}]`, line, 'number');
    if (line.length > MOST_PIXELS)
      throw argumentError(`${name}.gradient[${i}]`, line, `at most ${MOST_PIXELS} numbers`);
    if (line.length !== field.gradient[0].length)
      throw argumentError(
        `${name}.gradient[${i}]`,
        line,
        `${field.gradient[0].length} numbers as in the first row`,
      );
    line.forEach((value, j) => {
      if (typeof value !== 'number') throw argumentError(`${name}.gradient[${i}][${j}]`, value, 'a number');
    });
  });
  checkBox(`${name}.theoretical`, field.theoretical);
  if (field.effective !== undefined) checkBox(`${name}.effective`, field.effective);
}

function checkBox(name: string, box: PixelBox): void {
  checkObject(name, box, 'pixels: { top, left, height, width }');
  for (const side of ['top', 'left', 'height', 'width'] as const) {
    if (!Number.isFinite(box[side]) || (box[side] <= 0 && (side === 'height' || side === 'width')))
      throw argumentError(`${name}.${side}`, box[side], 'a finite number, over 0 for height and width');
  }
}
