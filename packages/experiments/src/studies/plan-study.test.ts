import { stripVTControlCharacters } from 'node:util';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { tinyStudy } from '../../test/support/tiny.js';
import { planTable, plannedSeconds } from '../report/plan-table.js';
import { planStudy } from './plan-study.js';

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
  expect(plannedSeconds(plan)).toBeCloseTo(3 * (plan.models[0].seconds + plan.models[1].seconds), 12);
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
