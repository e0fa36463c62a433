import { UsageError } from './usage-error.js';

/** A parser of an option's value: a whole number from `smallest` on, or up to `largest`. */
export function wholeNumber(
  flag: string,
  smallest: number,
  largest = Number.MAX_SAFE_INTEGER,
): (text: string) => number {
  const range = largest < Number.MAX_SAFE_INTEGER ? `to ${largest}` : 'on';
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= smallest && value <= largest) return value;
    throw new UsageError(`${flag} must be a whole number from ${smallest} ${range}, but is "${text}"`);
  };
}

/** A parser of an option's value: a number above 0. */
export function positiveNumber(flag: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d*\.?\d+$/.test(text) && value > 0) return value;
    throw new UsageError(`${flag} must be a number above 0, but is "${text}"`);
  };
}

/** A parser of an option's value: names with commas between them, each once, in the order of `known`. */
export function namesOf<Name extends string>(
  flag: string,
  kind: string,
  known: readonly Name[],
): (text: string) => Name[] {
  return (text) => {
    const names = text.split(',').map((name) => name.trim());
    const unknown = names.find((name) => !(known as readonly string[]).includes(name));
    if (unknown !== undefined) {
      throw new UsageError(`${flag}: there is no ${kind} "${unknown}"; there is ${known.join(', ')}`);
    }
    return known.filter((name) => names.includes(name));
  };
}
