import { escapeHtml } from '../escapeHtml.js';
import { cellText } from './cellText.js';
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
    ({ key, align }) => align ?? (rows.every((row) => isNumeric(row[key])) ? 'right' : 'left'),
  );
  const head = columns.map(
    ({ title }, i) => `<th scope="col" class="${aligns[i]}">${escapeHtml(title)}</th>`,
  );
  const body = rows.map((row) => {
    const cells = columns.map(({ key, format }, i) => {
      const value = row[key];
      const sortKey = typeof value === 'number' ? ` data-value="${value}"` : '';
      return `<td class="${aligns[i]}"${sortKey}>${escapeHtml(show(value, format, formatNumber))}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<div class="scroll" tabindex="0" role="group"${caption && ` aria-label="${escapeHtml(caption)}"`}><table class="sortable">
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody></table></div>`;
}

function isNumeric(value: unknown): boolean {
  return value === null || value === undefined || typeof value === 'number';
}

function show(value: unknown, format: string | undefined, formatNumber: FormatNumber): string {
  if (value === null || value === undefined) return '—';
  if (typeof value === 'number')
    return format ? formatNumber(format, value) : String(value).replace('-', '−');
  return cellText(value);
}
