import { escapeHtml } from '../escapeHtml.js';
import { cellText } from './cellText.js';
import { inlineText } from './inlineText.js';
import type { TableColumn } from './report.js';

/** Formats a number by a d3-format string. */
export type FormatNumber = (format: string, value: number) => string;

/**
 * An HTML table. Cells carry their bare value, by which the report's script sorts; phones scroll it sideways inside
 * of its own frame.
 */
export function tableHtml(
  columns: TableColumn[],
  rows: Record<string, unknown>[],
  formatNumber: FormatNumber,
  caption = '',
): string {
  const aligns = columns.map(
    ({ key, align }) =>
      align ??
      (rows.every((row) => isMissing(row[key]) || numberOf(row[key]) !== undefined) ? 'right' : 'left'),
  );
  const head = columns.map(
    ({ title }, i) => `<th scope="col" class="${aligns[i]}">${escapeHtml(title)}</th>`,
  );
  const body = rows.map((row) => {
    const cells = columns.map(({ key, format }, i) => {
      const value = row[key];
      const number = numberOf(value);
      const sortKey = number === undefined ? '' : ` data-value="${number}"`;
      return `<td class="${aligns[i]}"${sortKey}>${show(value, format, formatNumber)}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<div class="scroll" tabindex="0" role="group"${caption && ` aria-label="${escapeHtml(caption)}"`}><table class="sortable">
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody></table></div>`;
}

function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** What a cell sorts by, if that is a number. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return isCell(value) && 'value' in value ? value.value : undefined;
}

/** A cell that is neither a bare text nor a number; what else objects are, which only foreign specs hold, is JSON. */
function isCell(value: unknown): value is { text: string; value: number } | { text: string; lang: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    typeof value.text === 'string' &&
    (('value' in value && typeof value.value === 'number') ||
      ('lang' in value && typeof value.lang === 'string'))
  );
}

function show(value: unknown, format: string | undefined, formatNumber: FormatNumber): string {
  if (isMissing(value)) return '—';
  if (typeof value === 'number')
    return format ? escapeHtml(formatNumber(format, value)) : String(value).replace('-', '−');
  if (isCell(value)) return inlineText('lang' in value ? value : value.text);
  return escapeHtml(cellText(value));
}
