import { escapeHtml } from '../escapeHtml.js';
import { draw } from '../render/renderSvg.js';
import type { ChartMeta, DataColumn, VegaLiteSpec } from '../vegaLiteSpec.js';
import { csv } from './csv.js';
import { inlineText } from './inlineText.js';
import type { FigureBlock } from './report.js';
import type { ReportWords } from './reportWords.js';
import { tableHtml, type FormatNumber } from './table.js';

/** A figure as HTML, and the spec that the report's script draws in its place. */
export interface Figure {
  html: string;
  spec: VegaLiteSpec;
}

/**
 * A figure: title, still picture, caption, data. The title leaves the picture and becomes text of the page, which
 * wraps at any width.
 */
export async function figureHtml(
  { id, caption, spec }: FigureBlock,
  number: number,
  words: ReportWords,
  formatNumber: FormatNumber,
): Promise<Figure> {
  const { title, subtitle } = titles(spec);
  const untitled = { ...spec };
  delete untitled.title;
  const svg = await draw(untitled, { theme: 'light', inPage: `${id}-part` });
  const description = spec.description ?? title;
  const html = `<figure id="${escapeHtml(id)}">
${title && `<h3>${escapeHtml(title)}</h3>`}
${subtitle.map((line) => `<p class="figure-subtitle">${escapeHtml(line)}</p>`).join('\n')}
<div class="chart" data-figure="${escapeHtml(id)}" role="img" aria-label="${escapeHtml(description)}">${svg}</div>
<figcaption><b>${words.figure} ${number}.</b> ${inlineText(caption)}</figcaption>
${dataHtml(id, spec, title, words, formatNumber)}
</figure>`;
  return { html, spec: untitled };
}

function dataHtml(
  id: string,
  spec: VegaLiteSpec,
  title: string,
  words: ReportWords,
  formatNumber: FormatNumber,
): string {
  const rows = inlineRows(spec);
  if (rows.length === 0) return '';
  const columns =
    chartMeta(spec)?.columns ?? Object.keys(rows[0]).map((field): DataColumn => ({ field, title: field }));
  const table = tableHtml(
    columns.map(({ field, title: heading, format }) => ({
      key: field,
      title: heading,
      ...(format && { format }),
    })),
    rows,
    formatNumber,
    `${words.data}: ${title}`,
  );
  const href = `data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${csv(columns, rows)}`)}`;
  return `<details class="data"><summary>${words.data}</summary>
${table}
<p><a download="${escapeHtml(id)}.csv" href="${escapeHtml(href)}">${words.downloadCsv}</a></p>
</details>`;
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
