import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { droppingModel, linearModel, tinyDataset, tinyModel, tinyStudy } from '../../test/support/tiny.js';
import { exampleResults } from '../../test/support/results.js';
import { decodeHits } from '../results/test-hits.js';
import { validateResults } from '../results/validate.js';
import type { StudyResults } from '../results/types.js';
import { defineStudy, type Study } from './define-study.js';
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
      classNames: ['first', 'second', 'third'],
      trainSize: 96,
      testSize: 30,
    });
    expect(tf.memory().numTensors).toBe(before);
    expect(results.claims).toMatchObject([{ id: 'tiny-best', kind: 'measured' }]);
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

  it('trains nothing in a preset without epochs, and keeps what was measured without training', async () => {
    let calls = 0;
    const study = defineStudy({
      ...tinyStudy,
      presets: { quick: { ...tinyStudy.presets.quick!, epochs: 0, models: [linearModel] } },
      analyses: [
        {
          name: 'sizes',
          measure: ({ models, preset }) => {
            calls++;
            return Promise.resolve(models.map(({ id }) => ({ model: id, preset })));
          },
        },
      ],
    });
    const results = await runStudy(study, { preset: 'quick', dataset });
    expect(results.runs).toEqual([]);
    expect(results.analyses).toEqual({ sizes: [{ model: 'Linear', preset: 'quick' }] });
    const resumed = await runStudy(study, { preset: 'quick', dataset, resume: results });
    expect(resumed.analyses).toEqual(results.analyses);
    expect(calls).toBe(1);
  });

  it('changes the training images of a model that wants it, and says so', async () => {
    const augment = { horizontalFlip: true, randomCrop: { padding: 1 } };
    const changed = { ...tinyModel, id: 'Tiny, augmented', augment };
    const { runs, settings } = await runStudy(
      { ...tinyStudy, models: [tinyModel, changed] },
      { preset: 'quick', dataset },
    );
    expect(settings.augmented).toEqual({ 'Tiny, augmented': augment });
    expect(runs[1].epochs[0].trainLoss).not.toBe(runs[0].epochs[0].trainLoss);
  });

  it('measures what the study asks for without changing what is trained', async () => {
    const study = { ...tinyStudy, models: [tinyModel, droppingModel] };
    const figures = ({ runs }: StudyResults) =>
      runs.map(({ epochs, final, testHits }) => ({
        final,
        testHits,
        epochs: epochs.map(({ seconds: _, ...rest }) => rest),
      }));
    const analysed = await runStudy(study, { preset: 'quick', dataset });
    const plain = await runStudy({ ...study, analyses: [] }, { preset: 'quick', dataset });
    expect(figures(analysed)).toEqual(figures(plain));
    expect(plain.analyses).toEqual({});

    const { confusion, gradientFlow, weights } = analysed.analyses;
    for (const [i, run] of analysed.runs.entries()) {
      expect(confusion![i]).toMatchObject({ model: run.model, seed: 1 });
      const hits = confusion![i].counts.reduce((sum, row, actual) => sum + row[actual], 0);
      expect(hits / 30).toBeCloseTo(run.final!.test.accuracy, 12);
      expect(decodeHits(run, 30)!.filter(Boolean)).toHaveLength(hits);
      expect(gradientFlow![i].epochs.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
      expect(gradientFlow![i].images).toBe(96);
    }
    expect(gradientFlow![0].layers).toHaveLength(3);
    expect(weights![0].layers.map(({ epochs }) => epochs.length)).toEqual([3, 3]);
    const [kernel] = weights![0].layers;
    expect(kernel.epochs.map(({ counts }) => counts.reduce((sum, count) => sum + count))).toEqual([
      128, 128, 128,
    ]);
    expect(kernel.range[0]).toBeLessThan(kernel.epochs[0].min);
    expect(kernel.epochs[0].movement).toBeUndefined();
    expect(kernel.epochs[1].movement!.middle).toBeGreaterThan(0);
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
    const others = await runStudy(
      { ...tinyStudy, presets: { quick } },
      { preset: 'quick', dataset, seeds: [4] },
    );
    expect(others.settings.seeds).toEqual([4]);
    expect(others.runs.map(({ seed, final }) => [seed, final])).toEqual(
      runs.slice(2).map(({ seed, final }) => [seed, final]),
    );
  });

  it('names the presets there are', async () => {
    await expect(runStudy(tinyStudy, { preset: 'matched', dataset })).rejects.toThrow(
      'study tiny has no preset "matched"; it has quick',
    );
  });
});

describe('defineStudy', () => {
  it.each([
    [{ id: 'Not An Id' }, /id must match pattern .* but is "Not An Id"/],
    [{ models: [] }, /presets\.quick trains 2 epochs, but models is empty/],
    [
      { models: [{ ...tinyModel, build: 'later' }] },
      /build of model "Tiny" must be a function, but is "later"/,
    ],
    [{ model: [tinyModel] }, /it has model, which is no part of it/],
    [{ models: [tinyModel, tinyModel] }, /models names "Tiny" twice/],
    [{ presets: {} }, /presets must NOT have fewer than 1 properties/],
    [{ analyses: ['sharpness'] }, /analyses\.0 must be object, but is "sharpness"/],
    [{ analyses: [{ name: 'sharpness' }] }, /"sharpness" must have either record or measure/],
    [{ claims: [...tinyStudy.claims!, ...tinyStudy.claims!] }, /claims names "tiny-best" twice/],
    [
      { presets: { quick: { ...tinyStudy.presets.quick!, epochs: 0.5 } } },
      /presets\.quick\.epochs must be integer, but is 0\.5/,
    ],
    [
      { presets: { quick: { ...tinyStudy.presets.quick!, seeds: [] } } },
      /presets\.quick\.seeds must NOT have fewer than 1 items/,
    ],
  ])('refuses %o', (change, message) => {
    expect(() => defineStudy({ ...tinyStudy, ...(change as Partial<Study>) })).toThrow(message);
  });
});
