import { Ajv, type ErrorObject } from 'ajv';
import resultsSchema from './results.schema.json' with { type: 'json' };
import type { Results } from './types.js';

export { resultsSchema };

const matches = new Ajv({ allErrors: true }).compile<Results>(resultsSchema);

/**
 * Checks a value against the JSON Schema of `results.json`.
 *
 * @param value - anything, typically parsed JSON
 * @param source - what to call it in the error, such as the file's path
 * @throws Error naming up to five places where the value departs from the schema
 */
export function validateResults(value: unknown, source: string): Results {
  if (matches(value)) return value;
  const errors = matches.errors ?? [];
  const shown = errors.slice(0, 5).map(describe);
  const rest = errors.length - shown.length;
  throw new Error(
    `${source} does not match the schema of results.json:\n` +
      shown.map((line) => `  ${line}`).join('\n') +
      (rest > 0 ? `\n  and ${rest} more` : ''),
  );
}

function describe({ instancePath, message, params }: ErrorObject): string {
  const detail = Object.entries(params as Record<string, unknown>)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(', ');
  return `${instancePath || '(top level)'} ${message ?? 'is not valid'} (${detail})`;
}
