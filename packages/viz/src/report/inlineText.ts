import { escapeHtml } from '../escapeHtml.js';
import type { Text } from './report.js';

/**
 * Plain text as HTML: escaped, with `code` in backticks set as code; a percent sign stays with its number and a p value together, and a text in
 * another language than the report says so.
 */
export function inlineText(text: Text): string {
  if (Array.isArray(text)) return text.map(inlineText).join('');
  if (typeof text !== 'string')
    return `<span lang="${escapeHtml(text.lang)}">${inlineText(text.text)}</span>`;
  return escapeHtml(text)
    .replace(/(\d) %/gu, '$1\u00a0%')
    .replace(/\bp (=|&lt;) (?=\d)/gu, 'p\u00a0$1\u00a0')
    .replace(/`([^`\n]+)`/gu, '<code>$1</code>');
}

/** A text without its language. */
export function plainText(text: Text): string {
  if (Array.isArray(text)) return text.map(plainText).join('');
  return typeof text === 'string' ? text : text.text;
}
