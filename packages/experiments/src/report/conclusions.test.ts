import { describe, expect, it } from 'vitest';
import { exampleResults } from '../../test/support/results.js';
import type { ClaimRecord, StudyResults } from '../results/types.js';
import { overallConclusions, studyConclusions } from './conclusions.js';
import type { ReportContext } from './report-context.js';
import { shownIds } from './shown-in.js';

const claim = (id: string, change: Partial<ClaimRecord>): ClaimRecord => ({
  ...exampleResults().studies[0].claims[0],
  id,
  statement: `${id} holds.`,
  original: `так ${id}`,
  because: `Figures of ${id}.`,
  ...change,
});

const claims = [
  claim('a', { verdict: 'supported', contradicts: ['b', 'elsewhere', 'nowhere'] }),
  claim('b', { verdict: 'refuted', kind: 'construction' }),
  claim('c', { verdict: 'inconclusive', because: 'No run of X finished.' }),
  claim('d', { verdict: 'inconclusive', because: 'No run of X finished.' }),
];

const study: StudyResults = { ...exampleResults().studies[0], claims };

const context = (lang: 'en' | 'ru'): ReportContext => ({
  lang,
  things: new Map(),
  known: [claim('elsewhere', { section: '2.1', verdict: 'refuted' })],
  translateReason: (reason) => (lang === 'en' ? reason : reason === 'Figures of b.' ? 'Числа b.' : undefined),
  statements: lang === 'ru' ? { 'a holds.': 'Верно a.' } : {},
});

describe('the conclusion of a study', () => {
  it('is written from the verdicts, with figures, reasons and contradictions', () => {
    expect(studyConclusions(study, context('en'))).toEqual([
      {
        kind: 'paragraph',
        text:
          'Of 4 statements of the document 1 is supported, 1 is refuted, 2 are inconclusive. 1 of them is decided by how the networks are built, which no training could change. ' +
          'They were judged on synthetic digits, which the document did not use: here the verdicts show how statements are judged, not whether they hold.',
      },
      { kind: 'paragraph', text: 'Refuted (1):' },
      { kind: 'list', items: [['b holds', ' — ', 'Figures of b.']] },
      { kind: 'paragraph', text: 'Inconclusive (2), and why:' },
      { kind: 'list', items: [['No run of X finished', ': ', 'c holds', '; ', 'd holds', '.']] },
      { kind: 'paragraph', text: 'Supported (1):' },
      { kind: 'list', items: [['a holds', ' — ', 'Figures of a.']] },
      { kind: 'paragraph', text: 'Where the document contradicts itself:' },
      {
        kind: 'list',
        items: [
          ['a holds', ' (1.1, supported)', ' against ', 'b holds', ' (1.1, refuted)', '.'],
          ['a holds', ' (1.1, supported)', ' against ', 'elsewhere holds', ' (2.1, refuted)', '.'],
        ],
      },
    ]);
  });

  it('does not speak of synthetic images where nothing was trained on them', () => {
    const untrained = { ...study, settings: { ...study.settings, epochs: 0 } };
    expect(JSON.stringify(studyConclusions(untrained, context('en')))).not.toContain('judged on');
  });

  it('is Russian if asked: translated statements, or the words of the document', () => {
    const blocks = studyConclusions(study, context('ru'));
    expect(blocks[0]).toMatchObject({
      text: expect.stringMatching(
        /^Из 4 утверждений документа подтверждено 1, опровергнуто 1, не решено 2\. 1 из них решается/u,
      ) as string,
    });
    expect(blocks[2]).toEqual({
      kind: 'list',
      items: [['«так b»', ' — ', 'Числа b.']],
    });
    expect(blocks[6]).toMatchObject({ items: [['Верно a', ' — ', { lang: 'en' }]] });
  });

  it('is nothing without claims', () => {
    expect(studyConclusions({ ...study, claims: [] }, context('en'))).toEqual([]);
    expect(overallConclusions([], context('en'))).toEqual([]);
  });
});

it('the conclusions of all studies name what was refuted in each', () => {
  const blocks = overallConclusions(
    [
      { title: '1.1 First', study },
      { title: '1.2 Second', study: { ...study, claims: [claims[0]] } },
      { title: '1.3 Third', study: { ...study, claims: [] } },
    ],
    context('en'),
  );
  expect(blocks[0]).toMatchObject({
    text: expect.stringMatching(/^Of 5 statements of the document 2 are supported, 1 is refuted/u) as string,
  });
  expect(blocks[1]).toEqual({
    kind: 'list',
    items: [
      ['1.1 First: 1 supported, 1 refuted, 2 inconclusive.', ' Refuted: ', 'b holds', '.'],
      ['1.2 Second: 1 supported, 0 refuted, 0 inconclusive.'],
    ],
  });
});

describe('what shows a claim', () => {
  const things = new Map([
    [
      'one',
      new Map([
        ['models', ['one-models']],
        ['confusion', ['one-confusion-a', 'one-confusion-b']],
      ]),
    ],
    ['two', new Map([['loss', ['two-loss']]])],
  ]);

  it('is found by name, in other studies too, and is the results by default', () => {
    expect(shownIds({ shownIn: ['confusion', 'two/loss'] }, 'one', things)).toEqual([
      'one-confusion-a',
      'one-confusion-b',
      'two-loss',
    ]);
    expect(shownIds({}, 'one', things)).toEqual(['one-models']);
    expect(shownIds({ shownIn: ['loss', 'three/loss'] }, 'one', things)).toEqual([]);
  });
});
