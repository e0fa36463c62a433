import { argumentError } from '../argumentError.js';

/** Throws unless `value` is an array of at least one. */
export function checkNotEmpty(name: string, value: unknown, of: string): asserts value is unknown[] {
  if (!Array.isArray(value) || value.length === 0)
    throw argumentError(name, value, `an array of at least one ${of}`);
}

/** Throws unless `value` is an object. */
export function checkObject(name: string, value: unknown, expected: string): void {
  if (typeof value !== 'object' || value === null) throw argumentError(name, value, expected);
}

/** Throws unless `value` is a text that is not empty. */
export function checkName(name: string, value: unknown, expected: string): asserts value is string {
  if (typeof value !== 'string' || value === '') throw argumentError(name, value, expected);
}

/** Throws unless `value` is a number, which may be NaN or infinite, or null. */
export function checkNumberOrNull(name: string, value: unknown): void {
  if (value !== null && typeof value !== 'number') throw argumentError(name, value, 'a number or null');
}

/** Throws unless `value` is an array of names, none of them twice. */
export function checkNames(name: string, value: unknown, what: string): asserts value is string[] {
  checkNotEmpty(name, value, what);
  value.forEach((entry, i) => {
    checkName(`${name}[${i}]`, entry, `a name of a ${what}`);
    if (value.indexOf(entry) !== i)
      throw argumentError(`${name}[${i}]`, entry, 'a name that does not occur twice');
  });
}

/** The value if it is finite, else `null`, which JSON and charts know. */
export function finiteOrNull(value: number | null | undefined): number | null {
  return Number.isFinite(value) ? value! : null;
}
