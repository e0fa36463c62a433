import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@convstudy/backend-simd';
import { syntheticDigits } from '@convstudy/datasets';
import { renderSvg } from '@convstudy/viz';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeSafetensors } from '../../checkpoints/safetensors.js';
import { findPyTorch } from '../engines/find-pytorch.js';
import { compareCurves, movingMean } from './compare-curves.js';
import { lossCurveChart } from './loss-curve-chart.js';
import { recordTraining } from './record-training.js';
import { trainInPyTorch } from './train-in-pytorch.js';

const pytorch = await findPyTorch();

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'convstudy-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('movingMean', () => {
  it('is the mean of neighbours', () => {
    expect(movingMean([1, 2, 3, 6], 2)).toEqual([1.5, 2.5, 4.5]);
    expect(movingMean([1, 2, 3], 3)).toEqual([2]);
  });

  it('refuses windows that do not fit', () => {
    expect(() => movingMean([1, 2], 3)).toThrow(/window is 3; expected 1 to 2/);
    expect(() => movingMean([1, 2], 0)).toThrow(RangeError);
  });
});

describe('compareCurves', () => {
  it('finds the largest difference of the smoothed curves', () => {
    expect(compareCurves([4, 2, 1, 1], [4, 2.5, 1.5, 0.5], 2)).toEqual({
      window: 2,
      largest: 0.5,
      largestAtStep: 3,
      largestUnsmoothed: 0.5,
      finalSimd: 1,
      finalPyTorch: 1,
    });
  });

  it('refuses curves of different length', () => {
    expect(() => compareCurves([1, 2], [1], 1)).toThrow(/2 losses cannot be compared with 1/);
  });
});

describe('lossCurveChart', () => {
  it('draws both curves and their difference', async () => {
    const simd = Array.from({ length: 40 }, (_, step) => 2 / (1 + step));
    const pytorch = simd.map((loss, step) => loss + 0.001 * (step % 3));
    const svg = await renderSvg(
      lossCurveChart({
        model: 'SimpleCNN',
        data: { name: 'MNIST', sha256: '', synthetic: false, trainSize: 2560, testSize: 10 },
        batchSize: 64,
        seed: 1,
        comparison: compareCurves(simd, pytorch, 5),
        simd,
        pytorch,
      }),
    );
    expect(svg).toContain('SimpleCNN on MNIST: the same training on simd and in PyTorch');
    for (const text of ['Training step', 'Cross-entropy loss (nats)', 'simd − PyTorch', 'mean of 5 steps']) {
      expect(svg).toContain(text);
    }
    expect(svg).not.toContain('NaN');
  });
});

describe('recordTraining', () => {
  const dataset = syntheticDigits({ trainSize: 50, testSize: 10, seed: 1 });
  beforeEach(() => tf.setBackend('simd'));

  it('writes down the weights and every batch', async () => {
    const losses = await recordTraining(folder, 'SimpleCNN', dataset, { batchSize: 16, seed: 1 });
    expect(losses).toHaveLength(4);
    expect(losses.every((loss) => loss > 0 && loss < 4)).toBe(true);
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as {
      batchSizes: number[];
    };
    expect(manifest.batchSizes).toEqual([16, 16, 16, 2]);
    expect((await readFile(join(folder, 'images.bin'))).length).toBe(4 * 50 * 784);
    expect((await readFile(join(folder, 'labels.bin'))).length).toBe(4 * 50);
    const { tensors } = decodeSafetensors(await readFile(join(folder, 'weights.safetensors')), 'weights');
    expect(tensors.get('0.weight')!.shape).toEqual([32, 1, 3, 3]);
    expect(tensors.size).toBe(8);
  });

  it.skipIf(!pytorch)('gives the losses that PyTorch gives from the same start', async () => {
    const losses = await recordTraining(folder, 'SimpleCNN', dataset, { batchSize: 16, seed: 1 });
    const theirs = await trainInPyTorch(folder, pytorch!);
    expect(compareCurves(losses, theirs, 1).largest).toBeLessThan(1e-4);
  });
});
