const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe for HTML and XML, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  // Control characters other than tab and line breaks have no place in XML.
  return text
    .replace(/[&<>"']/gu, (character) => ENTITIES[character]!)
    .replace(/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/gu, '\ufffd');
}
