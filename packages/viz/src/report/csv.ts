import { cellText } from './cellText.js';

/** Rows as CSV (RFC 4180): a header, values as they are, nothing for `null` and missing ones. */
export function csv(columns: { field: string; title: string }[], rows: Record<string, unknown>[]): string {
  const lines = [
    columns.map((column) => cell(column.title)),
    ...rows.map((row) => columns.map((column) => cell(row[column.field]))),
  ];
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = cellText(value);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
