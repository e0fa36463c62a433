import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleResults } from '../../test/support/results.js';
import { studies } from '../studies/index.js';
import { buildReport } from './build-report.js';
import { claimsTable } from './claims-table.js';
import { findings } from './findings.js';
import { resultsTable } from './results-table.js';
import { summarizeModels } from './summarize-models.js';
import { writeReport } from './write-report.js';

const study = () => exampleResults().studies[0];

describe('findings', () => {
  it('ranks the finished models and names the others', () => {
    expect(findings(study())).toEqual([
      'Test accuracy after the last epoch, highest first: SimpleCNN 97.00 %, FCN 88.00 %.',
      'Training time, shortest first: FCN 3.0 s, SimpleCNN 9.0 s; SimpleCNN takes 3.0 times as long as FCN.',
      'Gap between training and test accuracy, smallest first: SimpleCNN 2.00 points, FCN 7.00 points.',
      'ResidualCNN, seed 1: diverged (the loss became NaN in epoch 2, batch 3 of 47); 1 finished epoch is shown.',
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

describe('claimsTable', () => {
  it('has the verdicts and counts them', () => {
    const text = stripVTControlCharacters(claimsTable(study()));
    expect(text).toMatch(/supported +│ FCN is fastest\. +│ It took a third of the time\./);
    expect(text).toContain(
      'Statements, judged on synthetic digits: 1 is supported, 0 are refuted, 0 are inconclusive.',
    );
    expect(claimsTable({ ...study(), claims: [] })).toBe('');
  });
});

describe('buildReport', () => {
  it('puts what came out first, and says what the data are', () => {
    const { report } = buildReport(exampleResults(), studies);
    const kinds = report.summary.map(({ kind }) => kind);
    expect(kinds).toEqual(['paragraph', 'claims', 'paragraph', 'paragraph', 'list', 'table']);
    expect(report.summary[0]).toMatchObject({
      text: expect.stringContaining('judged on synthetic digits, which the document did not use') as string,
    });
    expect(report.summary[3]).toMatchObject({
      text: expect.stringContaining('nothing about real data') as string,
    });
    expect(report.sections.map(({ id }) => id)).toEqual(['fcn-vs-cnn-mnist', 'machine']);
  });

  it('judges the claims of a study it knows anew', () => {
    const { report } = buildReport(exampleResults(), studies);
    const block = report.summary.find(({ kind }) => kind === 'claims');
    expect(block).toMatchObject({
      claims: expect.arrayContaining([
        expect.objectContaining({
          id: 'mnist-fcn-larger-gap',
          section: '1.1',
          basis: 'measured',
          verdict: 'supported',
          why: expect.stringContaining('FCN 7.00 points, SimpleCNN 2.00 points (p < 0.001)') as string,
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
    const { report } = buildReport(results, studies);
    expect(JSON.stringify(report.summary)).toContain('a copy whose checksums are not the published ones');
    expect(JSON.stringify(report.sections[0])).toContain('no: other checksums');
  });

  it('shows results of a study it does not know, and of a study without any run', () => {
    const results = exampleResults();
    results.studies[0].id = 'unknown';
    results.studies.push({ ...study(), runs: [], analyses: {} });
    const { report, figures } = buildReport(results, studies);
    expect(report.sections.map(({ title }) => title)).toEqual([
      'unknown',
      '1.1 Fully connected against convolutional networks on MNIST',
      'Machine and versions',
    ]);
    expect(figures.map(({ id }) => id)).toEqual([
      'unknown-loss',
      'unknown-accuracy',
      'unknown-comparison',
      'unknown-classes',
      'unknown-confusion-fcn',
      'unknown-gradients',
      'unknown-weights-fcn',
    ]);
    expect(report.summary[1]).toMatchObject({
      claims: expect.arrayContaining([
        expect.objectContaining({ id: 'fastest', why: 'It took a third of the time.' }),
      ]) as unknown,
    });
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
    const figures = await readdir(join(folder, 'report', 'figures'));
    expect(figures.sort()).toEqual([
      'fcn-vs-cnn-mnist-accuracy.svg',
      'fcn-vs-cnn-mnist-classes.svg',
      'fcn-vs-cnn-mnist-comparison.svg',
      'fcn-vs-cnn-mnist-confusion-fcn.svg',
      'fcn-vs-cnn-mnist-gradients.svg',
      'fcn-vs-cnn-mnist-loss.svg',
      'fcn-vs-cnn-mnist-weights-fcn.svg',
    ]);
    expect(await readFile(join(folder, 'report', 'figures', figures[0]), 'utf8')).toMatch(/^<svg/);
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
