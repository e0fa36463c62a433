import { argumentError } from '../argumentError.js';

/** The grammar of format strings as https://d3js.org/d3-format#locale_format gives it. */
const SPECIFIER = /^(?:.?[<>=^])?[+\-( ]?[$#]?0?\d*,?(?:\.\d+)?~?[a-z%]?$/iu;

/** Throws unless `format` is a d3-format string. */
export function checkFormat(name: string, format: unknown): asserts format is string {
  if (typeof format !== 'string' || !SPECIFIER.test(format)) {
    throw argumentError(name, format, "a d3-format string such as ',d' or '.2%'");
  }
}
