import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { linearModel, tinyDataset, tinyModel, tinyStudy } from '../../test/support/tiny.js';
import { exampleResults } from '../../test/support/results.js';
import { validateResults } from '../results/validate.js';
import type { StudyResults } from '../results/types.js';
import { defineStudy } from './define-study.js';
import { runStudy } from './run-study.js';

const dataset = tinyDataset();

beforeAll(() => tf.setBackend('cpu'));

describe('runStudy', () => {
  it('trains every model and gives results that match the schema', async () => {
    const before = tf.memory().numTensors;
    const results = await runStudy(tinyStudy, { preset: 'quick', dataset });
    validateResults({ ...exampleResults(), studies: [results] }, 'it');
    expect(results.runs.map(({ model, status, epochs }) => [model, status, epochs.length])).toEqual([
      ['Tiny', 'finished', 2],
      ['Linear', 'finished', 2],
    ]);
    expect(results.runs[0]).toMatchObject({ seed: 1, parameters: 16 * 8 + 8 + 2 * 8 + 8 * 3 + 3 });
    expect(results.runs[1].multiplyAdds).toBe(48);
    expect(results.data).toEqual({
      name: 'Tiny rows',
      sha256: '0'.repeat(64),
      synthetic: true,
      trainSize: 96,
      testSize: 30,
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('hands out what there is after every epoch and every run', async () => {
    const seen: string[] = [];
    await runStudy(tinyStudy, {
      preset: 'quick',
      dataset,
      onUpdate: ({ runs }) =>
        void seen.push(runs.map(({ status, epochs }) => `${status} ${epochs.length}`).join(', ')),
    });
    expect(seen).toEqual([
      'interrupted 1',
      'interrupted 2',
      'finished 2',
      'finished 2, interrupted 1',
      'finished 2, interrupted 2',
      'finished 2, finished 2',
    ]);
  });

  it('goes on after a model that throws, and records why', async () => {
    const broken = {
      ...tinyModel,
      id: 'Broken',
      build: () => {
        throw new Error('no such layer');
      },
    };
    const study = { ...tinyStudy, models: [broken, linearModel] };
    const results = await runStudy(study, { preset: 'quick', dataset });
    expect(results.runs[0]).toMatchObject({ status: 'failed', message: 'no such layer', epochs: [] });
    expect(results.runs[1].status).toBe('finished');
  });

  it('records a run that diverges and goes on', async () => {
    const quick = { ...tinyStudy.presets.quick!, learningRate: 1e38 };
    const results = await runStudy({ ...tinyStudy, presets: { quick } }, { preset: 'quick', dataset });
    expect(results.runs.map(({ status }) => status)).toEqual(['diverged', 'diverged']);
    expect(results.runs[0].message).toMatch(/^the loss became (NaN|Infinity) in epoch 1, batch \d of 6$/);
    validateResults({ ...exampleResults(), studies: [results] }, 'it');
  });

  it('ends when aborted and starts no further model', async () => {
    const controller = new AbortController();
    const results = await runStudy(tinyStudy, {
      preset: 'quick',
      dataset,
      signal: controller.signal,
      observer: { epochDone: () => controller.abort() },
    });
    expect(results.runs.map(({ status, epochs }) => [status, epochs.length])).toEqual([['interrupted', 1]]);
  });

  it('trains from every seed', async () => {
    const quick = { ...tinyStudy.presets.quick!, epochs: 1, seeds: [3, 4] };
    const { runs }: StudyResults = await runStudy(
      { ...tinyStudy, presets: { quick } },
      { preset: 'quick', dataset },
    );
    expect(runs.map(({ model, seed }) => `${model} ${seed}`)).toEqual([
      'Tiny 3',
      'Linear 3',
      'Tiny 4',
      'Linear 4',
    ]);
    expect(runs[0].epochs[0].trainLoss).not.toBe(runs[2].epochs[0].trainLoss);
  });

  it('names the presets there are', async () => {
    await expect(runStudy(tinyStudy, { preset: 'matched', dataset })).rejects.toThrow(
      'study tiny has no preset "matched"; it has quick',
    );
  });
});

describe('defineStudy', () => {
  it.each([
    [{ id: 'Not An Id' }, /id must be words/],
    [{ models: [] }, /models is empty/],
    [{ models: [tinyModel, tinyModel] }, /models names "Tiny" twice/],
    [{ presets: {} }, /presets is empty/],
    [
      { presets: { quick: { ...tinyStudy.presets.quick!, epochs: 0 } } },
      /presets\.quick\.epochs must be .* but is 0/,
    ],
    [{ presets: { quick: { ...tinyStudy.presets.quick!, seeds: [] } } }, /presets\.quick\.seeds is empty/],
  ])('refuses %o', (change, message) => {
    expect(() => defineStudy({ ...tinyStudy, ...change })).toThrow(message);
  });
});
