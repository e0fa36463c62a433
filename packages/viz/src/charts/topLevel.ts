import { argumentError } from '../argumentError.js';
import { checkLanguage, type Language } from '../language.js';
import type { ChartMeta, DataColumn, VegaLiteSpec } from '../vegaLiteSpec.js';
import { wrapText } from './wrapText.js';

/** Options that every chart takes. */
export interface ChartOptions {
  /** What the picture shows. */
  title: string;
  subtitle?: string;
  /** Language of the words the chart adds. Default: `en`. */
  lang?: Language;
}

/** Throws on a title or language that is none. */
export function checkChartOptions({ title, subtitle, lang }: ChartOptions): void {
  if (typeof title !== 'string' || title === '')
    throw argumentError('title', title, 'a text that says what is shown');
  if (subtitle !== undefined && typeof subtitle !== 'string')
    throw argumentError('subtitle', subtitle, 'a text');
  if (lang !== undefined) checkLanguage('lang', lang);
}

/** What is around the marks of a chart. */
interface Surroundings {
  options: ChartOptions;
  /** Lines below the title, after the subtitle. */
  notes: string[];
  /** Width of the whole picture in pixels, for breaking its title into lines. */
  width: number;
  rows: object[];
  columns: DataColumn[];
  /** How the plot may be drawn on a narrower page. */
  fit?: Pick<ChartMeta, 'minWidth' | 'keepAspect'>;
  /** What a screen reader says after the title. Default: the notes. */
  spoken?: string;
}

/** A chart from its marks: schema, title lines, description, data and the columns of its data table. */
export function topLevel(surroundings: Surroundings, body: object): VegaLiteSpec {
  const { options, width, rows, columns, fit, spoken } = surroundings;
  const { title, subtitle } = options;
  const notes = [...(subtitle ? [subtitle] : []), ...surroundings.notes];
  const meta: ChartMeta = { title, subtitle: notes, columns, ...fit };
  const spec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: {
      text: wrapText(title, width, 15),
      ...(notes.length > 0 && { subtitle: notes.flatMap((note) => wrapText(note, width, 12)) }),
    },
    description: [title, spoken ?? notes.join('. ')].filter(Boolean).join('. '),
    usermeta: { convstudy: meta },
    data: { values: rows },
    ...body,
  };
  return spec as unknown as VegaLiteSpec;
}
