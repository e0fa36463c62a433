import { escapeHtml } from '../escapeHtml.js';

/** Plain text as HTML: escaped, with `code` in backticks set as code; a percent sign stays with its number. */
export function inlineText(text: string): string {
  return escapeHtml(text)
    .replace(/(\d) %/gu, '$1\u00a0%')
    .replace(/`([^`\n]+)`/gu, '<code>$1</code>');
}
