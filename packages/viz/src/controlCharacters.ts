/**
 * A text in which control characters other than tab and line breaks, which XML does not allow even escaped, are
 * replaced by U+FFFD.
 */
export function replaceControlCharacters(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what this is about
  return text.replace(/[\0-\x08\v\f\x0e-\x1f\x7f\ufffe\uffff]/gu, '\ufffd');
}
