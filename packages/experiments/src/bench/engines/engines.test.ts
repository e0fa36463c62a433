import { describe, expect, it } from 'vitest';
import { findMissing } from './find-missing.js';
import { findPyTorch } from './find-pytorch.js';
import { jaxTrainer } from './jax-trainer.js';
import { startEngines } from './start-engines.js';
import { startTrainer } from './start-trainer.js';
import { threadCounts } from './thread-counts.js';
import { UnsupportedModel } from './trainer.js';

describe('threadCounts', () => {
  it.each([
    [1, [1]],
    [2, [1, 2]],
    [6, [1, 2, 4, 6]],
    [8, [1, 2, 4, 8]],
  ])('of %i cores', (cores, counts) => {
    expect(threadCounts(cores)).toEqual(counts);
  });
});

describe('findPyTorch', () => {
  it('goes on where there is no such program or no torch, and may find none', async () => {
    expect(await findPyTorch(['no-such-python', process.execPath])).toBeUndefined();
  });
});

describe('findMissing', () => {
  it('says what an engine lacks', () => {
    expect(findMissing('simd', undefined)).toBeUndefined();
    expect(findMissing('pytorch', undefined)).toMatch(/no python3 with torch/);
    expect(findMissing('pytorch', { python: 'python3', version: '1.13' })).toBeUndefined();
  });
});

describe('startEngines', () => {
  it('needs to know where PyTorch is', () => {
    expect(() => startEngines(['pytorch'])).toThrow(/where it is was not given/);
  });
});

describe('jax-js', () => {
  it.each(['FCN', 'SimpleCNN'])('learns with %s', async (model) => {
    const step = (await jaxTrainer()).prepare(model, 2);
    const losses = [];
    for (let i = 0; i < 6; i++) losses.push(await step());
    expect(losses[0]).toBeGreaterThan(1);
    expect(losses[5]).toBeLessThan(losses[0]);
  });

  it('says which networks it does not have', async () => {
    const { prepare } = await jaxTrainer();
    expect(() => prepare('ResidualCNN', 2)).toThrow(UnsupportedModel);
  });
});

describe('the backends of tfjs', () => {
  it('wasm trains FCN and has no gradient of a convolution', async () => {
    const { prepare } = await startTrainer('tfjs-wasm', false);
    const step = prepare('FCN', 2);
    const first = await step();
    for (let i = 0; i < 4; i++) await step();
    expect(await step()).toBeLessThan(first);
    expect(() => prepare('SimpleCNN', 2)).toThrow('no gradient of conv2d');
  });

  it('cpu is not asked for networks that would take minutes', async () => {
    const { prepare } = await startTrainer('tfjs-cpu', false);
    expect(() => prepare('ResidualCNN', 2)).toThrow('a step takes minutes');
    expect(await prepare('FCN', 2)()).toBeGreaterThan(0);
  });
});
