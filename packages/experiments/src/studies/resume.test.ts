import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exampleResults } from '../../test/support/results.js';
import { droppingModel, tinyDataset, tinyModel, tinyStudy } from '../../test/support/tiny.js';
import { checkResumable } from '../results/check-resumable.js';
import { RunDirectoryError } from '../results/run-directory-error.js';
import type { StudyResults } from '../results/types.js';
import { runStudy } from './run-study.js';

const dataset = tinyDataset();
const study = {
  ...tinyStudy,
  models: [tinyModel, droppingModel],
  presets: { quick: { ...tinyStudy.presets.quick!, epochs: 4 } },
};

let checkpoints: string;
beforeAll(() => tf.setBackend('cpu'));
beforeEach(async () => {
  checkpoints = await mkdtemp(join(tmpdir(), 'convstudy-'));
});
afterEach(() => rm(checkpoints, { recursive: true }));

/** All that must come out the same: everything but times. */
function numbers({ runs, analyses, claims }: StudyResults) {
  return {
    runs: runs.map(({ model, seed, parameters, status, testHits, final, epochs }) => ({
      ...{ model, seed, parameters, status, testHits, final },
      epochs: epochs.map(({ seconds: _, ...epoch }) => epoch),
    })),
    analyses,
    claims,
  };
}

/** What is on disk when a process is killed while it saves the results of the epoch with this number, counted over all runs. */
async function killed(atEpoch: number, resume?: StudyResults): Promise<StudyResults | undefined> {
  let saved: string | undefined = resume && JSON.stringify(resume);
  let epochs = 0;
  await expect(
    runStudy(study, {
      preset: 'quick',
      dataset,
      checkpoints,
      ...(resume && { resume }),
      onUpdate: (results) => {
        const last = results.runs.at(-1)!;
        if (last.status === 'interrupted' && ++epochs === atEpoch) throw new RunDirectoryError('killed');
        saved = JSON.stringify(results);
      },
    }),
  ).rejects.toThrow('killed');
  return saved === undefined ? undefined : (JSON.parse(saved) as StudyResults);
}

describe('a study that goes on', () => {
  it.each([1, 3, 4, 5, 7])(
    'after being killed in epoch %d of 8 ends with the numbers of one that never stopped',
    async (epoch) => {
      const whole = await runStudy(study, { preset: 'quick', dataset });
      const tensors = tf.memory().numTensors;
      const earlier = await killed(epoch);
      const resumed = await runStudy(study, {
        preset: 'quick',
        dataset,
        checkpoints,
        ...(earlier && { resume: earlier }),
      });
      expect(numbers(resumed)).toEqual(numbers(whole));
      expect(tf.memory().numTensors).toBe(tensors);
      expect(await readdir(join(checkpoints, 'tiny'))).toEqual([]);
    },
  );

  it('may be killed again', async () => {
    const whole = await runStudy(study, { preset: 'quick', dataset });
    const once = await killed(2);
    const twice = await killed(3, once);
    const epochs: number[] = [];
    const resumed = await runStudy(study, {
      preset: 'quick',
      dataset,
      checkpoints,
      resume: twice!,
      observer: { epochDone: (_, number) => void epochs.push(number) },
    });
    expect(numbers(resumed)).toEqual(numbers(whole));
    // The second time it was the fifth epoch: the first of the second model, whose checkpoint was written.
    expect(epochs).toEqual([2, 3, 4]);
  });

  it('does a run that failed again and keeps those after it', async () => {
    const whole = await runStudy(study, { preset: 'quick', dataset });
    const earlier = structuredClone(whole);
    Object.assign(earlier.runs[0], { status: 'failed', message: 'out of luck', epochs: [] });
    const saved: string[][] = [];
    const resumed = await runStudy(study, {
      preset: 'quick',
      dataset,
      checkpoints,
      resume: earlier,
      onUpdate: ({ runs }) => void saved.push(runs.map(({ model }) => model)),
    });
    expect(numbers(resumed).runs).toEqual(numbers(whole).runs);
    expect(saved).toHaveLength(5);
    for (const models of saved) expect(models).toEqual(['Tiny', 'Dropping']);
  });

  it('is refused with other data', async () => {
    const whole = await runStudy(study, { preset: 'quick', dataset });
    whole.data.sha256 = 'f'.repeat(64);
    await expect(runStudy(study, { preset: 'quick', dataset, resume: whole })).rejects.toThrow(
      /cannot go on with tiny: the SHA-256 of the data was ffff.*, now 0000/,
    );
    whole.data.sha256 = dataset.sha256;
    whole.data.trainSize = 50;
    await expect(runStudy(study, { preset: 'quick', dataset, resume: whole })).rejects.toThrow(
      'cannot go on with tiny: the number of training images was 50, now 96',
    );
  });
});

describe('checkResumable', () => {
  const earlier = exampleResults();
  const [{ id, preset, settings }] = earlier.studies;
  const models = ['FCN', 'SimpleCNN', 'ResidualCNN'];
  const planned = [{ id, preset, settings, models }];

  it('takes the same studies on the same machine, and further ones', () => {
    const more = { id: 'another', preset, settings, models };
    expect(() =>
      checkResumable(earlier, { ...earlier.environment, date: '2027', threads: 8 }, [...planned, more]),
    ).not.toThrow();
  });

  it('names all that has changed', () => {
    const environment = {
      ...earlier.environment,
      backend: 'cpu',
      versions: { '@tensorflow/tfjs-core': '4.23.0', more: '1.0.0' },
    };
    const augmented = { SimpleCNN: { horizontalFlip: true } };
    const changed = [
      {
        ...{ id, preset: 'document', models: ['FCN', 'ResidualCNN'] },
        settings: { ...settings, epochs: 10, seeds: [1, 2], augmented },
      },
    ];
    expect(() => checkResumable(earlier, environment, changed)).toThrow(
      [
        '  backend was "webgpu", now "cpu"',
        '  @tensorflow/tfjs-core was "4.22.0", now "4.23.0"',
        '  more was none, now "1.0.0"',
        '  the preset of fcn-vs-cnn-mnist was "quick", now "document"',
        '  epochs of fcn-vs-cnn-mnist was 2, now 10',
        '  seeds of fcn-vs-cnn-mnist was [1], now [1,2]',
        '  augmented of fcn-vs-cnn-mnist was none, now {"SimpleCNN":{"horizontalFlip":true}}',
        '  SimpleCNN of fcn-vs-cnn-mnist is not to be trained now',
      ].join('\n'),
    );
    expect(() => checkResumable(earlier, earlier.environment, [])).toThrow(
      'study fcn-vs-cnn-mnist is not to be run now',
    );
  });
});
