/**
 * The error for an argument a layer cannot work with: it names the layer, the argument, the value it had and
 * what was expected.
 */
export function invalidArgument(layer: string, argument: string, value: unknown, expected: string): Error {
  const shown = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return new RangeError(`${layer}: ${argument} must be ${expected}, but it is ${shown}.`);
}
