import { argumentError } from '../argumentError.js';
import { checkLanguage, type Language } from '../language.js';
import type { ChartMeta, DataColumn, VegaLiteSpec } from '../vegaLiteSpec.js';
import { chartWords, type ChartWords } from './chartWords.js';
import { checkFormat } from './checkFormat.js';
import type { ComparisonMeasure, ComparisonRow } from './comparisonMeasure.js';
import { comparisonPanel } from './comparisonPanel.js';
import { modelOrder } from './modelOrder.js';
import { spokenNumber } from './spokenNumber.js';
import { wrapText } from './wrapText.js';

/** Options of {@link comparisonPanels}. */
export interface ComparisonPanelsOptions {
  /** What the picture shows. */
  title: string;
  subtitle?: string;
  /** Order of the rows and of the colours. Default: order of first occurrence. */
  models?: string[];
  /** The quantities, one panel each. */
  panels: ComparisonMeasure[];
  /** Language of the words the chart adds. Default: `en`. */
  lang?: Language;
}

const PICTURE_WIDTH = 820;
const PANEL_GAP = 44;
/** Room kept beside a name for its value. */
const VALUE_WIDTH = 76;

/**
 * Several quantities (accuracy, training time, parameters) compared between models, in panels beside each other; each
 * panel is what {@link comparisonBars} draws.
 *
 * @throws TypeError naming the argument, its value and what was expected
 */
export function comparisonPanels(options: ComparisonPanelsOptions): VegaLiteSpec {
  const { title, subtitle, panels, lang = 'en' } = options;
  if (typeof title !== 'string' || title === '')
    throw argumentError('title', title, 'a text that says what is shown');
  checkLanguage('lang', lang);
  if (!Array.isArray(panels) || panels.length === 0)
    throw argumentError('panels', panels, 'an array of at least one');
  panels.forEach((measure, i) => checkMeasure(measure, panels.length === 1 ? '' : `panels[${i}].`));
  const used = panels.flatMap((measure) => measure.values.map((value) => value.model));
  const models = modelOrder(used, options.models);
  const words = chartWords[lang];
  const columns = panels.length === 4 ? 2 : Math.min(3, panels.length);
  const width = panels.length === 1 ? 420 : Math.round(PICTURE_WIDTH / columns - PANEL_GAP);

  const formats = panels.map(valueFormat);
  const shown = models.filter((model) => used.includes(model));
  const names = shown.map((model) => wrapText(model, width - VALUE_WIDTH, 12));
  const lines = Math.max(...names.map((name) => name.length));
  const rows = shown.map((model, i): ComparisonRow => {
    const own = names[i];
    return { model, name: own.join('\n'), linesLess: lines - own.length, ...measuredFields(model, panels) };
  });
  const meta: ChartMeta = {
    title,
    subtitle: subtitle ? [subtitle] : [],
    columns: dataColumns(panels, formats, rows, words),
  };
  const spec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: {
      text: wrapText(title, panels.length === 1 ? width : PICTURE_WIDTH, 15),
      ...(subtitle && { subtitle: wrapText(subtitle, panels.length === 1 ? width : PICTURE_WIDTH, 12) }),
    },
    description: describe(title, panels, formats, rows, words),
    usermeta: { convstudy: meta },
    data: { values: rows },
    columns,
    spacing: PANEL_GAP,
    concat: panels.map((measure, i) =>
      comparisonPanel({ measure, index: i, rows, models, width, lines, format: formats[i], words }),
    ),
    resolve: { scale: { x: 'independent', y: 'independent', color: 'shared' } },
  };
  return spec as VegaLiteSpec;
}

function measuredFields(model: string, panels: ComparisonMeasure[]): Record<string, number | null> {
  const fields: Record<string, number | null> = {};
  panels.forEach((measure, i) => {
    const found = measure.values.find((value) => value.model === model);
    if (found === undefined) return;
    fields[`value${i}`] = finiteOrNull(found.value);
    if (found.low !== undefined) fields[`low${i}`] = finiteOrNull(found.low);
    if (found.high !== undefined) fields[`high${i}`] = finiteOrNull(found.high);
  });
  return fields;
}

function dataColumns(
  panels: ComparisonMeasure[],
  formats: string[],
  rows: ComparisonRow[],
  words: ChartWords,
): DataColumn[] {
  const measured = panels.flatMap((measure, i): DataColumn[] =>
    [
      { field: `value${i}`, title: measure.valueTitle, format: formats[i] },
      { field: `low${i}`, title: `${measure.valueTitle}, ${words.low}`, format: formats[i] },
      { field: `high${i}`, title: `${measure.valueTitle}, ${words.high}`, format: formats[i] },
    ].filter(({ field }) => rows.some((row) => field in row)),
  );
  return [{ field: 'model', title: words.model }, ...measured];
}

/** What a screen reader says: the title and every value. */
function describe(
  title: string,
  panels: ComparisonMeasure[],
  formats: string[],
  rows: ComparisonRow[],
  words: ChartWords,
): string {
  const measures = panels.map(({ valueTitle }, i) => {
    const values = rows.flatMap((row) => {
      const value = row[`value${i}`];
      if (value === undefined) return [];
      return [
        `${row.model} ${typeof value === 'number' ? spokenNumber(value, formats[i]) : words.notFinite}`,
      ];
    });
    return `${valueTitle}: ${values.join(', ')}`;
  });
  return `${title}. ${measures.join('; ')}.`;
}

function valueFormat({ format, values }: ComparisonMeasure): string {
  const finite = values.map((value) => value.value).filter((value) => Number.isFinite(value));
  return format ?? (finite.every(Number.isInteger) ? ',d' : ',.4~r');
}

function finiteOrNull(value: number | null): number | null {
  return Number.isFinite(value) ? value : null;
}

function checkMeasure(measure: ComparisonMeasure, path: string): void {
  const { valueTitle, values, format, mark } = measure;
  if (typeof valueTitle !== 'string' || valueTitle === '') {
    throw argumentError(`${path}valueTitle`, valueTitle, 'an axis title with its unit');
  }
  if (!Array.isArray(values) || values.length === 0) {
    throw argumentError(`${path}values`, values, 'an array of at least one value');
  }
  if (mark !== undefined && mark !== 'bar' && mark !== 'dot') {
    throw argumentError(`${path}mark`, mark, "'bar' or 'dot'");
  }
  if (format !== undefined) checkFormat(`${path}format`, format);
  const seen = new Set<string>();
  values.forEach((entry, i) => {
    const name = `${path}values[${i}]`;
    if (typeof entry !== 'object' || entry === null)
      throw argumentError(name, entry, 'a value: { model, value }');
    const { model, value, low, high } = entry;
    if (typeof model !== 'string' || model === '')
      throw argumentError(`${name}.model`, model, 'a model name');
    if (seen.has(model)) throw argumentError(`${name}.model`, model, 'a model that does not occur twice');
    seen.add(model);
    if (value !== null && typeof value !== 'number')
      throw argumentError(`${name}.value`, value, 'a number or null');
    if (low !== undefined && !(low <= value!))
      throw argumentError(`${name}.low`, low, `a number of at most ${value}`);
    if (high !== undefined && !(high >= value!)) {
      throw argumentError(`${name}.high`, high, `a number of at least ${value}`);
    }
  });
}
