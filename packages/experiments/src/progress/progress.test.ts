import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../results/types.js';
import { createProgress } from './create-progress.js';
import { plainProgress } from './plain-progress.js';
import type { Progress } from './progress.js';
import { runningLine } from './running-line.js';
import { terminalProgress } from './terminal-progress.js';

const epoch = {
  trainLoss: 0.51234,
  trainAccuracy: 0.9,
  testLoss: 0.4,
  testAccuracy: 0.98765,
  seconds: 12.34,
};
const batch = {
  epoch: 2,
  epochs: 3,
  batch: 25,
  batches: 50,
  images: 1600,
  loss: 0.25,
  accuracy: 0.925,
  seconds: 10,
};

const planned = { runs: 3, jobs: 1 };
const fcn = { study: 'numbers', model: 'FCN', seed: 1, number: 1, runs: 3 };
const cnn = { study: 'shapes', model: 'SimpleCNN', seed: 2, number: 3, runs: 4 };
const ended: RunRecord = {
  model: 'FCN',
  seed: 1,
  parameters: 1,
  multiplyAdds: 1,
  status: 'diverged',
  message: 'the loss became NaN',
  epochs: [epoch],
  trainSeconds: 1,
};

function play(progress: Progress): void {
  progress.note('Backend cpu');
  progress.runStarted(fcn);
  progress.batchDone(batch, fcn);
  progress.epochDone(epoch, 2, 10, fcn);
  progress.runEnded(ended, fcn);
  progress.stop();
}

function playTwo(progress: Progress): void {
  progress.runStarted(fcn);
  progress.runStarted(cnn);
  progress.epochDone(epoch, 2, 10, cnn);
  progress.runEnded(ended, fcn);
  progress.runEnded({ ...ended, status: 'finished' }, cnn);
  progress.stop();
}

const lasting = [
  'Backend cpu',
  '[1/3] FCN, seed 1',
  '  epoch  2/10  loss 0.5123  accuracy 90.00 %  test loss 0.4000  test accuracy 98.77 %  12.3 s',
  '  diverged: the loss became NaN (kept: 1 finished epoch)',
];
const lastingOfTwo = [
  'numbers [1/3] FCN, seed 1',
  'shapes [3/4] SimpleCNN, seed 2',
  'SimpleCNN, seed 2  epoch  2/10  loss 0.5123  accuracy 90.00 %  test loss 0.4000  test accuracy 98.77 %  12.3 s',
  'FCN, seed 1  diverged: the loss became NaN (kept: 1 finished epoch)',
];

/** What a terminal display writes, and what it shows for a while. */
function shown(play: (progress: Progress) => void, jobs = 1, columns = 200) {
  const seen = { text: '', moving: [] as string[][] };
  const live = Object.assign(
    (text: string) => void seen.moving.push(stripVTControlCharacters(text).split('\n')),
    { clear() {}, done() {} },
  );
  const stream = { columns, write: (part: string) => (seen.text += part) };
  play(terminalProgress(stream, live, { ...planned, jobs }));
  return { text: stripVTControlCharacters(seen.text), moving: seen.moving };
}

describe('plainProgress', () => {
  it('writes one line per epoch and nothing per batch', () => {
    let text = '';
    play(plainProgress({ write: (part: string) => (text += part) }, planned));
    expect(text).toBe(`${lasting.join('\n')}\n`);
  });

  it('says which run a line is of when there are several', () => {
    let text = '';
    playTwo(plainProgress({ write: (part: string) => (text += part) }, { runs: 7, jobs: 2 }));
    expect(text).toBe(`${lastingOfTwo.join('\n')}\n`);
  });

  it('names a file once while it is fetched', () => {
    let text = '';
    const progress = plainProgress({ write: (part: string) => (text += part) }, planned);
    for (const loadedBytes of [1, 2, 3]) progress.download({ file: 'a.gz', loadedBytes });
    progress.download({ file: 'b.gz', loadedBytes: 1 });
    expect(text).toBe('Fetching a.gz\nFetching b.gz\n');
  });
});

describe('terminalProgress', () => {
  it('keeps the same lines, and shows where the run stands in between', () => {
    const { text, moving } = shown(play);
    expect(text).toBe(`${lasting.join('\n')}\n`);
    expect(moving[0]).toEqual([
      '  ━━━━━━━━━━━━━━━━  FCN, seed 1  starting',
      '  0 of 3 runs done, 1 running, 0:00 so far',
    ]);
    // 75 of 150 batches are done, at 0.4 s each.
    expect(moving.at(-1)).toEqual([
      '  ━━━━━━━━━━━━━━━━  FCN, seed 1  epoch 2/3  batch 25/50  loss 0.2500  accuracy 92.50 %  160 images/s  0:30 left',
      '  0 of 3 runs done, 1 running, 0:00 so far',
    ]);
  });

  it('has a line for every running model', () => {
    const { text, moving } = shown(playTwo, 2);
    expect(text).toBe(`${lastingOfTwo.join('\n')}\n`);
    expect(moving[1]).toEqual([
      '  ━━━━━━━━━━━━━━━━  FCN, seed 1        starting',
      '  ━━━━━━━━━━━━━━━━  SimpleCNN, seed 2  starting',
      '  0 of 3 runs done, 2 running, 0:00 so far',
    ]);
    expect(moving.at(-1)).toEqual([
      '  ━━━━━━━━━━━━━━━━  SimpleCNN, seed 2  starting',
      '  1 of 3 runs done (1 failed), 1 running, 0:00 so far',
    ]);
  });

  it('does not draw every batch of many', () => {
    const { moving } = shown((progress) => {
      progress.runStarted(fcn);
      for (let i = 1; i < 50; i++) progress.batchDone({ ...batch, batch: i }, fcn);
    });
    expect(moving.length).toBeLessThan(10);
  });

  it.each([47, 60, 80, 100])('fits its lines into %d columns', (columns) => {
    const line = runningLine('CIFAR SimpleCNN, seed 1', batch, columns, ({ full, empty }) =>
      '━'.repeat(full + empty),
    );
    expect(line.length).toBeLessThanOrEqual(columns);
    expect(line).toMatch(/CIFAR SimpleCNN, seed 1 .* epoch 2\/3 .*0:30 left$/);
  });
});

describe('createProgress', () => {
  it('is plain where there is no terminal', async () => {
    let text = '';
    const stream = new Writable({
      write(part: Buffer, _, done) {
        text += part.toString();
        done();
      },
    }) as unknown as NodeJS.WriteStream;
    const progress = await createProgress(stream, planned);
    progress.batchDone(batch, fcn);
    progress.note('only this');
    expect(text).toBe('only this\n');
  });
});
