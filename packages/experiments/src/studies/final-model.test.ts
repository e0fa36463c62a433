import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { batches } from '@convstudy/datasets';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { droppingModel, tinyDataset, tinyModel, tinyStudy } from '../../test/support/tiny.js';
import { fileSystem } from '../checkpoints/file-system.js';
import { RunDirectoryError } from '../results/run-directory-error.js';
import type { Analysis } from './analyses/analysis.js';
import { runStudy } from './run-study.js';

const dataset = tinyDataset();

let folder: string;
beforeAll(() => tf.setBackend('cpu'));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'convstudy-'));
});
afterEach(() => rm(folder, { recursive: true }));

function logitsOf(model: LayersModel): Float32Array {
  const { test, imageShape, normalization } = dataset;
  const all = batches(test, { batchSize: test.size, imageShape, normalization });
  return Array.from(all, ({ images }) => (model.predict(images) as tf.Tensor).dataSync<'float32'>())[0];
}

/** Remembers the logits of every model when its run ends. */
function remembering(logits: Map<string, Float32Array>): Analysis {
  return {
    name: 'logits',
    record: ({ model, id }) => ({
      finished: () => void logits.set(`${encodeURIComponent(id.model)}-seed${id.seed}`, logitsOf(model)),
    }),
  };
}

it('of every run is saved, and gives the same logits when it is loaded', async () => {
  const logits = new Map<string, Float32Array>();
  const study = {
    ...tinyStudy,
    models: [tinyModel, { ...droppingModel, id: 'Dropping, 1/2' }],
    analyses: [remembering(logits)],
  };
  const { runs } = await runStudy(study, { preset: 'quick', dataset, seeds: [1, 2], finalModels: folder });
  expect(runs.every(({ status }) => status === 'finished')).toBe(true);
  const names = await readdir(join(folder, 'tiny'));
  expect(names.sort()).toEqual([
    'Dropping%2C%201%2F2-seed1',
    'Dropping%2C%201%2F2-seed2',
    'Tiny-seed1',
    'Tiny-seed2',
  ]);
  for (const name of names) {
    const directory = join(folder, 'tiny', name);
    expect((await readdir(directory)).sort()).toEqual(['model.json', 'weights.bin']);
    expect(logitsOf(await loadLayersModel(fileSystem(directory)))).toEqual(logits.get(name));
  }
  expect(logits.get('Tiny-seed1')).not.toEqual(logits.get('Tiny-seed2'));
});

it('takes the place of an earlier one', async () => {
  const logits = new Map<string, Float32Array>();
  const study = { ...tinyStudy, models: [tinyModel], analyses: [remembering(logits)] };
  for (const epochs of [1, 2]) {
    const presets = { quick: { ...tinyStudy.presets.quick!, epochs } };
    await runStudy({ ...study, presets }, { preset: 'quick', dataset, finalModels: folder });
  }
  expect(await readdir(join(folder, 'tiny'))).toEqual(['Tiny-seed1']);
  const model = await loadLayersModel(fileSystem(join(folder, 'tiny', 'Tiny-seed1')));
  expect(logitsOf(model)).toEqual(logits.get('Tiny-seed1'));
});

it('of a run that was interrupted is not saved', async () => {
  const stop = new AbortController();
  await runStudy(tinyStudy, {
    ...{ preset: 'quick', dataset, finalModels: folder, signal: stop.signal },
    observer: { epochDone: () => stop.abort() },
  });
  expect(await readdir(folder)).toEqual([]);
});

it('ends the study where it cannot be written', async () => {
  await writeFile(join(folder, 'tiny'), 'a file');
  const running = runStudy(tinyStudy, { preset: 'quick', dataset, finalModels: folder });
  await expect(running).rejects.toThrow(RunDirectoryError);
  await expect(running).rejects.toThrow(/cannot write .*Tiny-seed1: /);
});
