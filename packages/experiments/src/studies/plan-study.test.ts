import { stripVTControlCharacters } from 'node:util';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { linearModel, tinyStudy } from '../../test/support/tiny.js';
import { planTable } from '../report/plan-table.js';
import type { Analysis } from './analyses/index.js';
import { finishedAfter, planStudy, runSeconds } from './plan-study.js';

beforeAll(() => tf.setBackend('cpu'));

it('says what a study would train, and for about how long', async () => {
  const tensors = tf.memory().numTensors;
  const plan = await planStudy(tinyStudy, { preset: 'quick', seeds: [1, 2, 3], milliseconds: 5 });
  expect(tf.memory().numTensors).toBe(tensors);
  expect(plan).toMatchObject({
    settings: { epochs: 2, batchSize: 16, seeds: [1, 2, 3] },
    trainSize: 96,
    testSize: 30,
    models: [{ model: 'Tiny' }, { model: 'Linear', parameters: 16 * 10 + 10, multiplyAdds: 160 }],
  });
  for (const { seconds } of plan.models) expect(seconds).toBeGreaterThan(0);
  const both = plan.models.map(({ seconds }) => seconds);
  expect(runSeconds(plan)).toEqual([...both, ...both, ...both]);
  const text = stripVTControlCharacters(planTable(plan));
  expect(text).toContain('96 training and 30 test images, batches of 16');
  expect(text).toMatch(/Linear +│ +170 │ +0\.00016 M │ +3 │ +2 │ +\d+\.\d s/);
});

it('knows how many images the published sets have', async () => {
  const document = { data: { kind: 'cifar-10' } as const, epochs: 1 };
  const study = { ...tinyStudy, presets: { document } };
  expect(await planStudy(study, { preset: 'document', milliseconds: 5 })).toMatchObject({
    trainSize: 50_000,
    testSize: 10_000,
  });
  await expect(planStudy(study, { preset: 'quick' })).rejects.toThrow(
    'has no preset "quick"; it has document',
  );
});

it('says what is measured where nothing is trained', async () => {
  const spread: Analysis = { name: 'spread', measure: () => Promise.resolve([]) };
  const quick = { ...tinyStudy.presets.quick!, epochs: 0, analyses: [spread] };
  const plan = await planStudy({ ...tinyStudy, presets: { quick } }, { preset: 'quick' });
  expect(runSeconds(plan)).toEqual([]);
  expect(planTable(plan)).toBe(
    '96 training and 30 test images. Nothing is trained.\nMeasured without training, time not counted: spread.',
  );
});

it('takes the models and the number of images of the preset', async () => {
  const document = { data: { kind: 'mnist', trainSize: 1000 } as const, epochs: 1, models: [linearModel] };
  const plan = await planStudy(
    { ...tinyStudy, presets: { document } },
    { preset: 'document', milliseconds: 5 },
  );
  expect(plan).toMatchObject({ trainSize: 1000, testSize: 10_000, models: [{ model: 'Linear' }] });
  expect(plan.models).toHaveLength(1);
});

it.each([
  [[3, 3, 3, 3], 1, 12],
  [[3, 3, 3, 3], 2, 6],
  [[1, 1, 6, 2], 2, 7],
  [[5], 4, 5],
  [[], 2, 0],
])('runs of %j seconds on %d jobs are done after %d', (runs, jobs, end) => {
  expect(finishedAfter(runs, jobs)).toBe(end);
});
