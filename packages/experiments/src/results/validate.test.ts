import { describe, expect, it } from 'vitest';
import { exampleResults } from '../../test/support/results.js';
import { validateResults } from './validate.js';

describe('validateResults', () => {
  it('takes results in which everything occurs', () => {
    const results = exampleResults();
    expect(validateResults(results, 'it')).toBe(results);
  });

  it.each<[string, (results: ReturnType<typeof exampleResults>) => unknown, RegExp]>([
    ['another version', (r) => ({ ...r, schemaVersion: 2 }), /\/schemaVersion must be equal to constant/],
    ['a missing part', ({ environment: _, ...r }) => r, /must have required property 'environment'/],
    ['an unknown part', (r) => ({ ...r, extra: 1 }), /must NOT have additional properties .*"extra"/],
    [
      'an accuracy in percent',
      (r) => {
        r.studies[0].runs[0].epochs[0].testAccuracy = 98;
        return r;
      },
      /\/studies\/0\/runs\/0\/epochs\/0\/testAccuracy must be <= 1/,
    ],
    [
      'a loss that is not finite',
      (r) => {
        r.studies[0].runs[0].epochs[0].trainLoss = NaN;
        return r;
      },
      /trainLoss must be/,
    ],
    [
      'a fingerprint cut short',
      (r) => {
        r.studies[0].data.sha256 = 'abc';
        return r;
      },
      /\/studies\/0\/data\/sha256 must match pattern/,
    ],
    ['nothing at all', () => null, /\(top level\) must be object/],
  ])('rejects %s', (_, change, message) => {
    expect(() => validateResults(change(exampleResults()), 'results.json')).toThrow(message);
  });

  it('names the file and the first few of many mistakes', () => {
    const results = exampleResults();
    for (const run of results.studies[0].runs) for (const epoch of run.epochs) epoch.seconds = -1;
    for (const run of results.studies[0].runs) run.trainSeconds = -1;
    expect(() => validateResults(results, 'somewhere/results.json')).toThrow(
      /^somewhere\/results\.json does not match[\s\S]*and 3 more$/,
    );
  });
});
