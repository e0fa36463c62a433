import { replaceControlCharacters } from './controlCharacters.js';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe for HTML and XML, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  return replaceControlCharacters(text).replace(/[&<>"']/gu, (character) => ENTITIES[character]);
}
