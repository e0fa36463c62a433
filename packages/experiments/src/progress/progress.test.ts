import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createProgress } from './create-progress.js';
import { plainProgress } from './plain-progress.js';
import type { Progress } from './progress.js';
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

function play(progress: Progress): void {
  progress.note('Backend cpu');
  progress.runStarted({ model: 'FCN', seed: 1, number: 1, runs: 3 });
  progress.batchDone(batch);
  progress.epochDone(epoch, 2, 10);
  progress.runEnded({
    model: 'FCN',
    seed: 1,
    parameters: 1,
    multiplyAdds: 1,
    status: 'diverged',
    message: 'the loss became NaN',
    epochs: [epoch],
    trainSeconds: 1,
  });
  progress.stop();
}

const lasting = [
  'Backend cpu',
  '[1/3] FCN, seed 1',
  '  epoch  2/10  loss 0.5123  accuracy 90.00 %  test loss 0.4000  test accuracy 98.77 %  12.3 s',
  '  FCN diverged: the loss became NaN (kept: 1 finished epoch)',
];

describe('plainProgress', () => {
  it('writes one line per epoch and nothing per batch', () => {
    let text = '';
    play(plainProgress({ write: (part: string) => (text += part) }));
    expect(text).toBe(`${lasting.join('\n')}\n`);
  });

  it('names a file once while it is fetched', () => {
    let text = '';
    const progress = plainProgress({ write: (part: string) => (text += part) });
    for (const loadedBytes of [1, 2, 3]) progress.download({ file: 'a.gz', loadedBytes });
    progress.download({ file: 'b.gz', loadedBytes: 1 });
    expect(text).toBe('Fetching a.gz\nFetching b.gz\n');
  });
});

describe('terminalProgress', () => {
  it('keeps the same lines, and shows the batch with speed and time left in between', () => {
    let text = '';
    const moving: string[] = [];
    const live = Object.assign((line: string) => void moving.push(stripVTControlCharacters(line)), {
      clear() {},
      done() {},
    });
    play(terminalProgress({ write: (part: string) => (text += part) }, live));
    expect(stripVTControlCharacters(text)).toBe(`${lasting.join('\n')}\n`);
    // 75 of 150 batches are done, at 0.4 s each.
    expect(moving.map((line) => line.split('\n')[1])).toEqual([
      '  epoch 2/3  batch 25/50  loss 0.2500  accuracy 92.50 %  160 images/s  0:30 left',
    ]);
    expect(moving[0].split('\n')[0]).toMatch(/^ {2}━{24}$/);
  });

  it('does not draw every batch of many', () => {
    let drawn = 0;
    const live = Object.assign(() => void drawn++, { clear() {}, done() {} });
    const progress = terminalProgress({ write() {} }, live);
    for (let i = 1; i < 50; i++) progress.batchDone({ ...batch, batch: i });
    expect(drawn).toBeLessThan(10);
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
    const progress = await createProgress(stream);
    progress.batchDone(batch);
    progress.note('only this');
    expect(text).toBe('only this\n');
  });
});
