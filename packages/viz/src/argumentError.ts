/**
 * The error of every refused argument in this package: it names the argument, the value it had and what was
 * expected.
 *
 * @param name path of the argument, such as `runs[2].model`
 * @param value what was given
 * @param expected what would have been right
 */
export function argumentError(name: string, value: unknown, expected: string): TypeError {
  return new TypeError(`${name} is ${show(value)}; expected ${expected}.`);
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shorten(value));
  if (Array.isArray(value)) return `an array of length ${value.length}`;
  if (typeof value === 'object' && value !== null)
    return `an object with keys ${shorten(Object.keys(value).join(', '))}`;
  if (typeof value === 'function') return 'a function';
  return String(value);
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
