import { escapeHtml } from '../escapeHtml.js';
import { draw } from '../render/renderSvg.js';
import type { ChartMeta, DataColumn, VegaLiteSpec } from '../vegaLiteSpec.js';
import { csv } from './csv.js';
import { inlineText } from './inlineText.js';
import type { FigureBlock } from './report.js';
import type { ReportWords } from './reportWords.js';
import { tableHtml, type FormatNumber } from './table.js';

/** What a figure needs to know of the report around it. */
interface FigureSurroundings {
  number: number;
  heading: 'h3' | 'h4';
  words: ReportWords;
  formatNumber: FormatNumber;
}

/** Rows shown of a figure's data; those of a large picture would outweigh the report. */
const MOST_ROWS = 100;

/** A figure as the page has it, and its data for the page's script to save. */
export interface FigureParts {
  html: string;
  csv?: string;
}

/**
 * A figure: title, still picture, caption, data. The title leaves the picture and becomes text of the page, which
 * wraps at any width.
 */
export async function figureParts(
  { id, caption, spec }: FigureBlock,
  { number, heading, words, formatNumber }: FigureSurroundings,
): Promise<FigureParts> {
  const { title, subtitle } = titles(spec);
  const untitled = { ...spec };
  delete untitled.title;
  const svg = await draw(untitled, { theme: 'light', inPage: `${id}-part` });
  const description = spec.description ?? title;
  const data = dataParts(id, spec, title, words, formatNumber);
  const html = `<figure id="${escapeHtml(id)}">
${title && `<${heading} class="figure-title">${escapeHtml(title)}</${heading}>`}
${subtitle.map((line) => `<p class="figure-subtitle">${escapeHtml(line)}</p>`).join('\n')}
<div class="chart" data-figure="${escapeHtml(id)}" role="img" aria-label="${escapeHtml(description)}">${svg}</div>
<figcaption><b>${words.figure} ${number}.</b> ${inlineText(caption)}</figcaption>
${data.html}
</figure>`;
  return { ...data, html };
}

/** The data as a table that opens, and the files to take away, which the report's script makes: CSV and SVG. */
function dataParts(
  id: string,
  spec: VegaLiteSpec,
  title: string,
  words: ReportWords,
  formatNumber: FormatNumber,
): FigureParts {
  const button = (file: 'csv' | 'svg', text: string) =>
    `<button type="button" class="download" data-figure="${escapeHtml(id)}" data-file="${file}" hidden>${text}</button>`;
  const svg = button('svg', words.downloadSvg);
  const rows = inlineRows(spec);
  if (rows.length === 0) return { html: `<div class="figure-tools"><p class="downloads">${svg}</p></div>` };
  const columns =
    chartMeta(spec)?.columns ?? Object.keys(rows[0]).map((field): DataColumn => ({ field, title: field }));
  const table = tableHtml(
    columns.map(({ field, title: heading, format }) => ({
      key: field,
      title: heading,
      ...(format && { format }),
    })),
    rows.slice(0, MOST_ROWS),
    formatNumber,
    `${words.data}: ${title}`,
  );
  const count = (n: number) => n.toLocaleString('en-US');
  const more =
    rows.length > MOST_ROWS ? `\n<p>${words.firstRows(count(MOST_ROWS), count(rows.length))}</p>` : '';
  const html = `<div class="figure-tools"><details class="data"><summary>${words.data}</summary>
${table}${more}
</details>
<p class="downloads">${button('csv', words.downloadCsv)} ${svg}</p></div>`;
  return { html, csv: csv(columns, rows) };
}

function inlineRows(spec: VegaLiteSpec): Record<string, unknown>[] {
  const values: unknown = (spec.data as { values?: unknown } | null | undefined)?.values;
  if (!Array.isArray(values)) return [];
  return values.filter((row): row is Record<string, unknown> => typeof row === 'object' && row !== null);
}

function chartMeta(spec: VegaLiteSpec): ChartMeta | undefined {
  return (spec.usermeta as { convstudy?: ChartMeta } | undefined)?.convstudy;
}

function titles(spec: VegaLiteSpec): { title: string; subtitle: string[] } {
  const meta = chartMeta(spec);
  if (meta) return { title: meta.title, subtitle: meta.subtitle };
  const { title } = spec;
  const text = typeof title === 'object' && !Array.isArray(title) ? title.text : title;
  const subtitle = typeof title === 'object' && !Array.isArray(title) ? title.subtitle : undefined;
  return { title: joined(text), subtitle: subtitle === undefined ? [] : [joined(subtitle)] };
}

function joined(text: unknown): string {
  if (Array.isArray(text)) return text.join(' ');
  return typeof text === 'string' ? text : '';
}
