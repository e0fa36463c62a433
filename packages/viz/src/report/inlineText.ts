import { escapeHtml } from '../escapeHtml.js';

/** Plain text as HTML: escaped, with `code` in backticks set as code. */
export function inlineText(text: string): string {
  return escapeHtml(text).replace(/`([^`\n]+)`/gu, '<code>$1</code>');
}
