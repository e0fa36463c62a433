import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Block } from '@convstudy/viz';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleResults } from '../../test/support/results.js';
import { studies } from '../studies/index.js';
import { buildReport } from './build-report.js';
import { modelsTable } from './models-table.js';
import { claimsLine } from './claims-line.js';
import { findings } from './findings.js';
import { resultsTable } from './results-table.js';
import { summarizeModels } from './summarize-models.js';
import { writeReport } from './write-report.js';

const study = () => exampleResults().studies[0];

describe('findings', () => {
  it('ranks the finished models and names the others', () => {
    expect(findings(study(), 'en')).toEqual([
      'Test accuracy after the last epoch, highest first: SimpleCNN 97.00 %, FCN 88.00 %.',
      'Training time, shortest first: FCN 3.0 s, SimpleCNN 9.0 s; SimpleCNN takes 3.0 times as long as FCN.',
      'Gap between training and test accuracy, smallest first: SimpleCNN 2.00 points, FCN 7.00 points.',
      'ResidualCNN, seed 1: diverged (the loss became NaN in epoch 2, batch 3 of 47); 1 finished epoch is shown.',
    ]);
    expect(findings(study(), 'ru').slice(1)).toEqual([
      'Время обучения, по возрастанию: FCN 3.0 с, SimpleCNN 9.0 с; SimpleCNN обучается в 3.0 раза дольше, чем FCN.',
      'Разрыв между точностью на обучении и на тесте, по возрастанию: SimpleCNN 2.00 п. п., FCN 7.00 п. п.',
      'ResidualCNN, seed 1: разошёлся (the loss became NaN in epoch 2, batch 3 of 47); показана 1 законченная эпоха.',
    ]);
  });
});

describe('summarizeModels', () => {
  it('takes mean and range over the seeds', () => {
    const results = study();
    const again = structuredClone(results.runs[0]);
    again.seed = 2;
    again.final!.test.accuracy = 0.92;
    results.runs.push(again);
    const { runs, testAccuracy } = summarizeModels(results)[0];
    expect(runs).toBe(2);
    expect(testAccuracy.mean).toBeCloseTo(0.9, 12);
    expect(testAccuracy).toMatchObject({ low: 0.88, high: 0.92 });
  });
});

describe('resultsTable', () => {
  it('has a row for every run', () => {
    const text = stripVTControlCharacters(resultsTable(study()));
    expect(text).toMatch(
      /FCN +│ +536,842 +│ +88\.00 % +│ +88\.00 % \(epoch 1\) +│ +7\.00 points +│ +3\.0 s +│ +0\.02 ms/,
    );
    expect(text).toMatch(/ResidualCNN +│ +160,906 +│ +diverged/);
  });
});

describe('claimsLine', () => {
  it('counts the verdicts', () => {
    expect(claimsLine(study())).toBe(
      'Statements, judged on synthetic digits: 1 supported, 0 refuted, 0 inconclusive.',
    );
    expect(claimsLine({ ...study(), claims: [] })).toBe('');
  });
});

describe('modelsTable', () => {
  it('has means and deviations over the seeds, by whose mean it sorts', () => {
    const results = study();
    const again = structuredClone(results.runs[0]);
    again.seed = 2;
    again.final!.test.accuracy = 0.92;
    results.runs.push(again);
    results.settings.seeds = [1, 2];
    const { rows, caption } = modelsTable(results, 'en');
    expect(rows[0]).toMatchObject({
      model: 'FCN',
      runs: 2,
      testAccuracy: { text: '90.00 ± 2.83', value: expect.closeTo(0.9, 12) as number },
      gap: { text: '5.00 ± 2.83' },
    });
    expect(rows[1]).toMatchObject({ model: 'SimpleCNN', testAccuracy: { text: '97.00', value: 0.97 } });
    expect(caption).toContain('± sample standard deviation');
  });
});

describe('buildReport', () => {
  const kindsOf = (blocks: Block[]) => blocks.map(({ kind }) => kind);
  const two = () => {
    const results = exampleResults();
    results.studies.push({ ...study(), id: 'unknown', runs: [], analyses: {} });
    return results;
  };

  it('puts conclusions and claims first, and says what the data are', () => {
    const { index, studies: pages } = buildReport(exampleResults(), studies);
    expect(pages).toEqual([]);
    expect(index.summary[0]).toMatchObject({
      text: expect.stringContaining('nothing about real data') as string,
    });
    expect(index.summary[1]).toMatchObject({
      text: expect.stringContaining('judged on synthetic digits, which the document did not use') as string,
    });
    expect(kindsOf(index.summary).at(-1)).toBe('claims');
    expect(index.sections.map(({ id }) => id)).toEqual(['fcn-vs-cnn-mnist', 'machine']);
    expect(
      index.sections[0].blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : [])),
    ).toEqual(['Question', 'Set-up', 'Results', 'Evidence', 'Reconstructed', 'Not controlled for']);
  });

  it('has a page for each of several studies, and links to it', () => {
    const { index, studies: pages } = buildReport(two(), studies);
    expect(kindsOf(index.summary)).toEqual(['paragraph', 'list', 'heading', 'claims']);
    expect(index.sections.map(({ page }) => page?.href)).toEqual([
      'fcn-vs-cnn-mnist.html',
      'unknown.html',
      undefined,
    ]);
    expect(pages.map(({ id }) => id)).toEqual(['fcn-vs-cnn-mnist', 'unknown']);
    expect(pages[0].report).toMatchObject({
      title: '1.1 Fully connected against convolutional networks on MNIST',
      parent: { title: 'All studies', href: 'index.html' },
    });
    const headings = index.sections[0].blocks.flatMap((block) =>
      block.kind === 'heading' ? [block.text] : [],
    );
    expect(headings.slice(3, 6)).toEqual(['Evidence', 'Conclusion', 'Reconstructed']);
  });

  it('judges the claims of a study it knows anew, and links them to what shows them', () => {
    const { index } = buildReport(exampleResults(), studies);
    const block = index.summary.find(({ kind }) => kind === 'claims');
    expect(block).toMatchObject({
      claims: expect.arrayContaining([
        expect.objectContaining({
          id: 'mnist-fcn-larger-gap',
          section: '1.1',
          basis: 'measured',
          verdict: 'supported',
          otherWords: { text: '«Если посмотреть на ту же FCN, то разница явно больше»', lang: 'ru' },
          why: expect.stringContaining('FCN 7.00 points, SimpleCNN 2.00 points (p < 0.001)') as string,
          shownIn: expect.arrayContaining(['fcn-vs-cnn-mnist-models']) as string[],
        }),
        expect.objectContaining({
          id: 'mnist-simple-best',
          verdict: 'inconclusive',
          why: 'No run of ResidualCNN finished.',
        }),
      ]) as unknown,
    });
  });

  it('says that data were not the published ones', () => {
    const results = exampleResults();
    results.studies[0].data.verified = false;
    const { index } = buildReport(results, studies);
    expect(JSON.stringify(index.summary)).toContain('a copy whose checksums are not the published ones');
    expect(JSON.stringify(index.sections[0])).toContain('no: other checksums');
  });

  it('shows results of a study it does not know, and of a study without any run', () => {
    const results = exampleResults();
    results.studies[0].id = 'unknown';
    results.studies.push({ ...study(), runs: [], analyses: {} });
    const { index, figures } = buildReport(results, studies);
    expect(index.sections.map(({ title }) => title)).toEqual([
      'unknown',
      '1.1 Fully connected against convolutional networks on MNIST',
      'Machine and versions',
    ]);
    expect(figures.map(({ id }) => id)).toEqual([
      'unknown-comparison',
      'unknown-loss',
      'unknown-accuracy',
      'unknown-classes',
      'unknown-confusion-fcn',
      'unknown-gradients',
      'unknown-weights-fcn',
      'unknown-fields-first',
      'unknown-filters',
      'unknown-maps-early',
    ]);
    expect(index.summary.find(({ kind }) => kind === 'claims')).toMatchObject({
      claims: expect.arrayContaining([
        expect.objectContaining({ id: 'fastest', why: 'It took a third of the time.' }),
      ]) as unknown,
    });
  });

  it('speaks Russian: what is only there in English says so', () => {
    const { index } = buildReport(two(), studies, 'ru');
    expect(index.lang).toBe('ru');
    const own: string[] = [];
    const collect = (value: unknown): void => {
      if (typeof value === 'string') own.push(value);
      else if (Array.isArray(value)) value.forEach(collect);
      else if (typeof value === 'object' && value !== null && !('lang' in value && value.lang === 'en'))
        Object.entries(value).forEach(([key, inner]) => {
          if (!/^(?:id|kind|key|align|format|href|spec|basis|verdict|section|shownIn)$/u.test(key))
            collect(inner);
        });
    };
    collect([index.title, index.subtitle, index.summary, index.sections.map(({ blocks }) => blocks)]);
    // Names, numbers and layers remain; two words of English in a row would be a sentence.
    const english = own.filter((text) =>
      /(?<![\w«])[a-z]{3,} [a-z]{2,} [a-z]{2,}/u.test(text.replaceAll(/\([^)]*\)/gu, '')),
    );
    expect(
      english.filter((text) => !studies[0].models.some(({ layersSummary }) => layersSummary === text)),
    ).toEqual([]);
  });
});

describe('writeReport', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'convstudy-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('writes one page that needs nothing else, and the charts beside it', async () => {
    const page = await writeReport(folder, exampleResults());
    const html = await readFile(page, 'utf8');
    expect(html).toContain('SimpleCNN 97.00 %');
    expect(html).not.toMatch(/<(script|link|img)[^>]+(src|href)="(?!data:|#)/);
    const figures = (await readdir(join(folder, 'report', 'figures'))).sort();
    expect(figures.filter((file) => file.endsWith('.svg'))).toEqual([
      'fcn-vs-cnn-mnist-accuracy.svg',
      'fcn-vs-cnn-mnist-classes.svg',
      'fcn-vs-cnn-mnist-comparison.svg',
      'fcn-vs-cnn-mnist-confusion-fcn.svg',
      'fcn-vs-cnn-mnist-fields-first.svg',
      'fcn-vs-cnn-mnist-filters.svg',
      'fcn-vs-cnn-mnist-gradients.svg',
      'fcn-vs-cnn-mnist-loss.svg',
      'fcn-vs-cnn-mnist-maps-early.svg',
      'fcn-vs-cnn-mnist-weights-fcn.svg',
    ]);
    const file = (name: string) => readFile(join(folder, 'report', 'figures', `fcn-vs-cnn-mnist-${name}`));
    expect((await file('loss.svg')).toString()).toMatch(/^<svg/);
    expect((await file('loss.png')).subarray(1, 4).toString()).toBe('PNG');
    expect(figures.filter((name) => name.endsWith('.png'))).toHaveLength(10);
    await writeReport(folder, exampleResults());
    // Vega numbers its clip paths through the life of the process.
    const unnumbered = (text: string) => text.replace(/clip\d+/g, 'clip');
    expect(unnumbered(await readFile(page, 'utf8')) === unnumbered(html)).toBe(true);
  });

  it('says so when the folder cannot be written', async () => {
    await writeFile(join(folder, 'report'), '');
    await expect(writeReport(folder, exampleResults())).rejects.toThrow(/cannot write the report/);
  });
});
