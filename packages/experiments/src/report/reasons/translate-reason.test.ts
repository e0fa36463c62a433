import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { packagePath } from '../../package-path.js';
import { validateResults } from '../../results/validate.js';
import { russianReasons } from './russian-reasons.js';
import { reasonTranslator } from './translate-reason.js';

describe('the translation of reasons', () => {
  const translate = reasonTranslator({
    sentences: {
      'It took {time}.': 'Это заняло {time}.',
      '{a} beats {b}, by {test}.': '{a} лучше {b}, {test}.',
    },
    parts: { 'the test': 'по критерию' },
    units: { s: 'с', points: 'п. п.' },
  });

  it('goes sentence by sentence, with parts and units translated and the rest left', () => {
    expect(translate('FCN, matched beats CNN, by the test. It took 3.5 s.')).toBe(
      'FCN, matched лучше CNN, по критерию. Это заняло 3.5 с.',
    );
  });

  it('ends a sentence with one full stop', () => {
    expect(translate('It took 2 points. It took 1 points.')).toBe('Это заняло 2 п. п. Это заняло 1 п. п.');
  });

  it('takes no part of a sentence for a whole one', () => {
    expect(translate('It took 3 s. Nobody knows why.')).toBeUndefined();
    expect(translate('Once it took 3 s.')).toBeUndefined();
  });
});

it.each(['document', 'matched'])(
  'has Russian for all reasons of the results of preset %s',
  async (preset) => {
    const translate = reasonTranslator(russianReasons);
    const file = packagePath(`../../docs/results/${preset}/results.json`);
    const { studies } = validateResults(JSON.parse(await readFile(file, 'utf8')), file);
    const english = / (the|of|and|by|in|with|than|as|is|are|has|seeds?|points|test|first|last) /u;
    const left = studies.flatMap(({ claims }) =>
      claims.map(({ because }) => translate(because) ?? because).filter((text) => english.test(text)),
    );
    expect(left).toEqual([]);
  },
);
