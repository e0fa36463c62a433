import { escapeHtml } from '../escapeHtml.js';
import { pageConfig, themeConfig } from '../theme/themeConfig.js';
import type { VegaLiteSpec } from '../vegaLiteSpec.js';
import { checkReport } from './checkReport.js';
import { claimsHtml } from './claims.js';
import { blockNumbers, type BlockNumbers } from './blockNumbers.js';
import { figureParts } from './figure.js';
import { inlineText, plainText } from './inlineText.js';
import { packedJson } from './packedJson.js';
import type { Block, PageLink, Report } from './report.js';
import { reportPrograms } from './reportPrograms.js';
import { reportWords, type ReportWords } from './reportWords.js';
import { tableHtml, type FormatNumber } from './table.js';
import { themeCss } from './themeCss.js';

/**
 * Renders a report as one HTML file with everything in it: it opens from disk, without a network, in light and dark,
 * on phones and on paper. Charts answer on hover and tables sort where JavaScript runs; without it the charts are
 * still pictures. In Node only.
 *
 * @returns the HTML document: 0.8 MB for the Vega and Vega-Lite programs if there is a figure, and the still pictures
 * @throws TypeError naming the part of the report, its value and what was expected; Error outside Node
 */
export async function renderReport(report: Report): Promise<string> {
  checkReport(report);
  const { title, subtitle, lang = 'en', summary, sections, parent, footer } = report;
  const words = reportWords[lang];
  const programs = reportPrograms();
  const writer = new BlockWriter(words, await numberFormat(), blockNumbers(report));
  const summaryHtml = await writer.blocks(summary);
  const sectionsHtml: string[] = [];
  for (const section of sections) {
    writer.figureHeading = 'h3';
    sectionsHtml.push(`<section id="${escapeHtml(section.id)}" aria-labelledby="${escapeHtml(section.id)}-title">
<h2 id="${escapeHtml(section.id)}-title">${escapeHtml(section.title)}</h2>
${section.page ? `<p class="own-page">${pageLink(section.page)}</p>` : ''}
${await writer.blocks(section.blocks)}
</section>`);
  }
  const hasFigures = Object.keys(writer.specs).length > 0;
  const entries = [{ id: 'summary', title: words.summary }, ...sections];
  const data = {
    config: pageConfig('light'),
    pictureConfig: themeConfig('light'),
    figures: writer.specs,
    csv: writer.csv,
  };
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="@convstudy/viz">
<title>${escapeHtml(title)}</title>
<style>
${themeCss()}
${programs.style}
</style>
</head>
<body>
<header>
<div>
<h1>${escapeHtml(title)}</h1>
${subtitle ? `<p class="subtitle">${inlineText(subtitle)}</p>` : ''}
</div>
<button type="button" id="report-theme" hidden data-dark="${words.darkTheme}" data-light="${words.lightTheme}"></button>
</header>
<nav aria-label="${words.contents}">
${parent ? `<p class="parent">${pageLink(parent)}</p>` : ''}
<ul>
${entries.map(({ id, title: entry }) => `<li><a href="#${escapeHtml(id)}">${escapeHtml(entry)}</a></li>`).join('\n')}
</ul>
</nav>
<main>
<section id="summary" aria-labelledby="summary-title">
<h2 id="summary-title">${words.summary}</h2>
${summaryHtml}
</section>
${sectionsHtml.join('\n')}
</main>
${footer ? `<footer><p>${inlineText(footer)}</p></footer>` : ''}
<!--
${programs.notices}
-->
<script type="text/plain" id="report-data">${hasFigures ? packedJson(data) : ''}</script>
${hasFigures ? `<script>${programs.vega}</script>\n<script>${programs.vegaLite}</script>` : ''}
<script>${programs.script}</script>
</body>
</html>
`;
}

/** Writes blocks and keeps what runs through the whole report: specs of figures, numbers of tables, claims. */
class BlockWriter {
  readonly specs: Record<string, VegaLiteSpec> = {};
  /** Data of figures by their ids. */
  readonly csv: Record<string, string> = {};
  /** Rank of figure titles: under a heading of their own one lower. */
  figureHeading: 'h3' | 'h4' = 'h3';
  private readonly claims = new Set<string>();

  constructor(
    private readonly words: ReportWords,
    private readonly formatNumber: FormatNumber,
    private readonly numbers: BlockNumbers,
  ) {}

  async blocks(blocks: Block[]): Promise<string> {
    const html: string[] = [];
    for (const block of blocks) html.push(await this.block(block));
    return html.join('\n');
  }

  private async block(block: Block): Promise<string> {
    switch (block.kind) {
      case 'heading': {
        this.figureHeading = 'h4';
        return `<h3 class="part"${block.id ? ` id="${escapeHtml(block.id)}"` : ''}>${inlineText(block.text)}</h3>`;
      }
      case 'paragraph':
        return `<p>${inlineText(block.text)}</p>`;
      case 'list':
        return `<ul>${block.items.map((item) => `<li>${inlineText(item)}</li>`).join('')}</ul>`;
      case 'facts': {
        const facts = block.facts.map(
          ({ label, value }) => `<div><dt>${escapeHtml(label)}</dt><dd>${inlineText(value)}</dd></div>`,
        );
        return `<dl class="facts">${facts.join('')}</dl>`;
      }
      case 'table': {
        const { id, caption, columns, rows } = block;
        const label = `${this.words.table} ${this.numbers.of.get(block)}.`;
        const text = caption ? `<p class="caption"><b>${label}</b> ${inlineText(caption)}</p>` : '';
        return `<div class="table"${id ? ` id="${escapeHtml(id)}"` : ''}>${text}
${tableHtml(columns, rows, this.formatNumber, caption ? plainText(caption) : label)}
</div>`;
      }
      case 'figure': {
        this.specs[block.id] = block.spec;
        const { html, csv } = await figureParts(block, {
          number: this.numbers.of.get(block)!,
          heading: this.figureHeading,
          words: this.words,
          formatNumber: this.formatNumber,
        });
        if (csv !== undefined) this.csv[block.id] = csv;
        return html;
      }
      case 'claims':
        return claimsHtml(block.claims, {
          words: this.words,
          numbers: this.numbers.byId,
          written: this.claims,
        });
    }
  }
}

async function numberFormat(): Promise<FormatNumber> {
  const vega = (await import('vega')) as unknown as { defaultLocale(): NumberLocale };
  const locale = vega.defaultLocale();
  return (specifier, value) => locale.format(specifier)(value);
}

/** Vega's number locale, which its types leave out. */
interface NumberLocale {
  format(specifier: string): (value: number) => string;
}

function pageLink({ title, href }: PageLink): string {
  return `<a href="${escapeHtml(href)}">${escapeHtml(title)}</a>`;
}
