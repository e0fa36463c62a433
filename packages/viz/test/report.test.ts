import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { comparisonBars, learningCurves, renderReport, type Block, type Report } from '../src/index.js';
import { csv } from '../src/report/csv.js';
import { pictures } from './chartSamples.js';
import { sampleReport } from './sampleReport.js';
import { HOSTILE, sampleRun } from './samples.js';
import { studiesReport } from './studiesReport.js';

/** The report without the programs it carries, which are not its own text. */
function ownHtml(html: string): string {
  return html.replace(/<script>[\s\S]*?<\/script>/gu, '<script></script>').replace(/<!--[\s\S]*?-->/gu, '');
}

interface ReportData {
  figures: Record<string, { description: string }>;
  csv: Record<string, string>;
}

/** What the page's script gets. */
function dataOf(html: string): ReportData {
  const packed = /<script type="text\/plain" id="report-data">([^<]*)<\/script>/u.exec(html)![1];
  return JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString()) as ReportData;
}

const withBlocks = (...blocks: Block[]): Report => ({
  title: 'Report',
  summary: [],
  sections: [{ id: 'study', title: 'Study', blocks }],
});

describe('a report', async () => {
  const html = await renderReport(sampleReport());
  const own = ownHtml(html);

  it('is one file that asks for nothing else', () => {
    expect(own).not.toMatch(/\s(?:src|srcset)=|<link|<iframe|@import|url\((?!#)/u);
    const targets = [...own.matchAll(/\shref="([^"]*)"/gu)].map((match) => match[1]);
    expect(targets.filter((target) => !target.startsWith('#'))).toEqual([]);
  });

  it('holds the licences of the programs it carries', () => {
    expect(html).toContain('University of Washington Interactive Data Lab');
    expect(html).toContain('Copyright 2010-2023 Mike Bostock');
    expect(html.match(/Redistribution and use in source and binary forms/gu)).toHaveLength(2);
  });

  it('has one heading of first rank, contents whose targets exist, and no id twice', () => {
    expect(own.match(/<h1/gu)).toHaveLength(1);
    const ids = [...own.matchAll(/\sid="([^"]*)"/gu)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const links = [...own.matchAll(/<a href="#([^"]*)"/gu)].map((match) => match[1]);
    expect(links).toEqual(['summary', 'fcn-vs-cnn-mnist', 'setup']);
    expect(ids).toEqual(expect.arrayContaining(links));
  });

  it('shows claims with verdict, sign and count before everything else', () => {
    expect(own.indexOf('class="claims')).toBeLessThan(own.indexOf('id="fcn-vs-cnn-mnist"'));
    expect(own).toContain('<span class="badge refuted"><span aria-hidden="true">✗</span> refuted: 1</span>');
    expect(own).toContain('99.15\u00a0% against 99.05\u00a0% and 97.80\u00a0%');
  });

  it('has a still picture with a description for each figure, and its title as text', () => {
    expect(own.match(/<div class="chart"[^>]* aria-label="[^"]+"><svg/gu)).toHaveLength(3);
    expect(own).toContain('<h3 class="figure-title">Accuracy, training time and parameters</h3>');
    expect(own).not.toMatch(/<text[^>]*>Accuracy, training time and parameters/u);
  });

  it('gives the data of a figure as a table and as CSV', () => {
    expect(dataOf(html).csv.comparison).toBe(
      'Model,Test accuracy (%),Training time (s),Trainable parameters\r\n' +
        'FCN,0.978,42.123,536842\r\nSimpleCNN,0.9905,231.5,421642\r\nResidualCNN,0.9915,1203.2,160906\r\n',
    );
    expect(own).toContain('<td class="right" data-value="0.978">97.80%</td>');
  });

  it('formats numbers, marks what is missing, and aligns columns of numbers to the right', () => {
    expect(own).toContain('<td class="right" data-value="536842">536,842</td>');
    expect(own).toContain('<td class="right">—</td>');
    expect(own).toContain('<td class="left">SimpleCNN</td>');
  });

  it('swaps every colour of its pictures in the dark theme', () => {
    const colors = new Set(
      [...own.matchAll(/ (fill|stroke)="(#[0-9a-f]{6})"/gu)].map((match) => `[${match[1]}="${match[2]}"]`),
    );
    expect(colors.size).toBeGreaterThan(5);
    const swapped = (color: string) => own.includes(`:root[data-theme="dark"] .chart ${color}{`);
    expect([...colors].filter((color) => !swapped(color))).toEqual([]);
  });
});

describe('a report of several studies', async () => {
  const html = await renderReport(studiesReport());
  const own = ownHtml(html);

  it('asks for nothing else, and has no id twice, though a claim stands in two blocks', () => {
    expect(own).not.toMatch(/\s(?:src|srcset)=|<link|<iframe|@import/u);
    const ids = [...own.matchAll(/\sid="([^"]*)"/gu)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(own.match(/<tr[^>]*data-verdict="supported"/gu)).toHaveLength(3);
    const links = [...own.matchAll(/<a href="#([^"]*)"/gu)].map((match) => match[1]);
    expect(ids).toEqual(expect.arrayContaining(links));
  });

  it('links a section to its own page, and says in which language a text is', () => {
    expect(own).toContain('<a href="kernel-size.html">As a page of its own</a>');
    expect(own).toContain('<span class="claim-words">… <span lang="ru">из-за большого');
  });

  it('leaves out of still pictures what the page says', () => {
    const pictures = [...own.matchAll(/<svg [^>]*>([\s\S]*?)<\/svg>/gu)].map((match) => match[1]);
    expect(pictures).toHaveLength(14);
    expect(pictures.filter((svg) => / (?:font-family|aria-label)=| d="[^"]*\.\d{3}/u.test(svg))).toHaveLength(
      0,
    );
  });

  it('links a claim to its figures and tables by their numbers, and says how it was decided', () => {
    expect(own).toContain('<a href="#gradient-flow">Figure 7</a>, <a href="#results">Table 1</a>');
    expect(/<figcaption><b>Figure 7\.<\/b>[^<]*/u.exec(own)![0]).toContain('Mean absolute gradient');
    expect(own.match(/class="claim-basis"/gu)).toHaveLength(2);
    expect(own).toContain('<span class="claim-basis">by construction</span>');
  });

  it('gives figures under a heading a title of the rank below it', () => {
    expect(own).toContain('<h3 class="part" id="mistakes">Mistakes</h3>');
    expect(own).toContain('<h4 class="figure-title">Which classes');
    expect(own).toContain('<h3 class="figure-title">Test accuracy against parameters</h3>');
  });

  it('swaps every colour of its pictures in the dark theme', () => {
    const colors = new Set(
      [...own.matchAll(/ (fill|stroke)="(#[0-9a-f]{6})"/gu)].map((match) => `[${match[1]}="${match[2]}"]`),
    );
    const swapped = (color: string) => own.includes(`:root[data-theme="dark"] .chart ${color}{`);
    expect([...colors].filter((color) => !swapped(color))).toEqual([]);
  });

  it('shows the first rows of large data and has all of them in the CSV', () => {
    const { values } = pictures['receptive-field'].data as { values: unknown[] };
    expect(own).toContain(`First 100 of ${values.length.toLocaleString('en-US')} rows`);
    expect(dataOf(html).csv['receptive-field'].trim().split('\r\n')).toHaveLength(values.length + 1);
  });

  it('leaves pictures out of the data of a picture grid', () => {
    expect(dataOf(html).csv['image-grid-mistakes']).toContain(
      'No.,Picture,Detail,smallest,largest\r\n0,airplane → airplane,',
    );
  });
});

it('speaks Russian if asked', async () => {
  const own = ownHtml(await renderReport(sampleReport('ru')));
  for (const word of [
    'lang="ru"',
    'Содержание',
    'Итог',
    'подтверждено',
    'Рис. 1.',
    'Таблица 1.',
    'Данные в CSV',
    'Эпоха',
  ]) {
    expect(own).toContain(word);
  }
  expect(own).not.toMatch(/Summary|Contents|Download|supported<|Epoch</u);
});

it('shows a text and sorts by a number in one cell', async () => {
  const own = ownHtml(
    await renderReport({
      ...withBlocks({
        kind: 'table',
        columns: [{ key: 'a', title: 'A' }],
        rows: [{ a: { text: '98.70 ± 0.20', value: 0.987 } }, { a: null }],
      }),
      parent: { title: 'All studies', href: 'index.html' },
    }),
  );
  expect(own).toContain('<td class="right" data-value="0.987">98.70 ± 0.20</td>');
  expect(own).toContain('<td class="right">—</td>');
  expect(own).toContain('<p class="parent"><a href="index.html">All studies</a></p>');
});

it('carries no chart programs without a figure', async () => {
  expect((await renderReport(withBlocks({ kind: 'paragraph', text: 'Text' }))).length).toBeLessThan(40_000);
});

it('keeps hostile texts text, wherever they stand', async () => {
  const chart = learningCurves({
    title: HOSTILE,
    subtitle: HOSTILE,
    metric: 'accuracy',
    runs: [sampleRun(HOSTILE)],
  });
  const html = await renderReport({
    title: HOSTILE,
    subtitle: HOSTILE,
    summary: [
      { kind: 'paragraph', text: HOSTILE },
      { kind: 'list', items: [HOSTILE] },
      { kind: 'facts', facts: [{ label: HOSTILE, value: HOSTILE }] },
      {
        kind: 'claims',
        claims: [
          {
            id: HOSTILE,
            section: HOSTILE,
            statement: HOSTILE,
            verdict: 'refuted',
            why: { text: HOSTILE, lang: 'en' },
            otherWords: HOSTILE,
            figures: HOSTILE,
          },
        ],
      },
    ],
    sections: [
      {
        id: 'study',
        title: HOSTILE,
        blocks: [
          {
            kind: 'table',
            caption: HOSTILE,
            columns: [{ key: HOSTILE, title: HOSTILE }],
            rows: [{ [HOSTILE]: HOSTILE }, { [HOSTILE]: { text: HOSTILE, value: 1 } }],
          },
          { kind: 'figure', id: 'figure', caption: HOSTILE, spec: chart },
          {
            kind: 'figure',
            id: 'bars',
            caption: HOSTILE,
            spec: comparisonBars({
              title: HOSTILE,
              valueTitle: HOSTILE,
              values: [{ model: HOSTILE, value: 1 }],
            }),
          },
        ],
      },
    ],
    footer: HOSTILE,
  });
  const own = ownHtml(html);
  expect(own).not.toContain('<img');
  expect(own).not.toContain('alert("1")</script>');
  expect(own).not.toContain('\0');
  // The data, Vega, Vega-Lite and the report's own script, and no other.
  expect(html.match(/<script/giu)).toHaveLength(4);
  expect(html.match(/<\/script/giu)).toHaveLength(4);
  expect(dataOf(html).figures.figure.description).toContain(HOSTILE);
});

it('writes CSV by RFC 4180', () => {
  const columns = [
    { field: 'a', title: 'A, b' },
    { field: 'c', title: 'C' },
  ];
  expect(
    csv(columns, [
      { a: 'x"y', c: null },
      { a: 'two\nlines', c: -1.5 },
    ]),
  ).toBe('"A, b",C\r\n"x""y",\r\n"two\nlines",-1.5\r\n');
});

describe('refuses', () => {
  const spec = comparisonBars({ title: 'T', valueTitle: 'V (s)', values: [{ model: 'FCN', value: 1 }] });
  const figure = (id: string): Block => ({ kind: 'figure', id, caption: 'Caption', spec });
  const claim = { id: 'a', section: '1', statement: 's', verdict: 'true', why: 'w' };
  const path = 'report.sections[0].blocks[0]';
  const bad: [string, unknown, string][] = [
    ['no report', null, 'report is null; expected a report.'],
    ['a missing title', { ...withBlocks(), title: undefined }, 'report.title is undefined; expected a text.'],
    ['an unknown language', { ...withBlocks(), lang: 'de' }, "report.lang is \"de\"; expected 'en' or 'ru'."],
    [
      'a missing summary',
      { ...withBlocks(), summary: undefined },
      'report.summary is undefined; expected an array of blocks.',
    ],
    [
      'an unknown block',
      withBlocks({ kind: 'video' } as unknown as Block),
      `${path}.kind is "video"; expected one of heading, paragraph,`,
    ],
    ['an id with a space', withBlocks(figure('a b')), `${path}.id is "a b"; expected an id of letters`],
    [
      'an id twice',
      withBlocks(figure('a'), figure('a')),
      'blocks[1].id is "a"; expected an id that occurs once',
    ],
    ['an id taken by the report', withBlocks(figure('summary')), `${path}.id is "summary"`],
    [
      'a figure without a spec',
      withBlocks({ ...figure('a'), spec: undefined } as unknown as Block),
      `${path}.spec is undefined`,
    ],
    [
      'an unknown verdict',
      withBlocks({ kind: 'claims', claims: [claim] } as unknown as Block),
      `${path}.claims[0].verdict is "true"; expected one of supported, refuted, inconclusive.`,
    ],
    [
      'an unknown basis',
      withBlocks({
        kind: 'claims',
        claims: [{ ...claim, verdict: 'refuted', basis: 'guess' }],
      } as unknown as Block),
      `${path}.claims[0].basis is "guess"; expected one of measured, proxy, construction.`,
    ],
    [
      'a figure of a claim that is not there',
      withBlocks({ kind: 'claims', claims: [{ ...claim, verdict: 'refuted', shownIn: ['a'] }] }),
      `${path}.claims[0].shownIn[0] is "a"; expected the id of a figure or table of the report.`,
    ],
    [
      'a page elsewhere',
      { ...withBlocks(), parent: { title: 'All', href: 'https://example.org/a.html' } },
      'report.parent.href is "https://example.org/a.html"; expected the name of an .html file.',
    ],
    [
      'a text in no language',
      withBlocks({ kind: 'paragraph', text: { text: 'a', lang: '?' } }),
      `${path}.text.lang is "?"; expected the code of a language, such as en.`,
    ],
    [
      'a column format that is none',
      withBlocks({ kind: 'table', columns: [{ key: 'a', title: 'A', format: 'percent' }], rows: [] }),
      `${path}.columns[0].format is "percent"`,
    ],
    [
      'a number for a text',
      withBlocks({ kind: 'list', items: [1] } as unknown as Block),
      `${path}.items[0] is 1; expected a text.`,
    ],
  ];
  it.each(bad)('%s', async (_, report, message) => {
    await expect(renderReport(report as Report)).rejects.toThrow(message);
  });
});
