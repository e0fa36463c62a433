import '@convstudy/backend-simd';
import { syntheticShapes } from '@convstudy/datasets';
import { renderSvg } from '@convstudy/viz';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { exampleResults } from '../../../test/support/results.js';
import type { LayerComparisonRecord } from '../../results/types.js';
import { validateResults } from '../../results/validate.js';
import { layerPairs } from '../custom-layers/layer-pairs.js';
import { layerComparison } from './layer-comparison.js';

const analysis = layerComparison(layerPairs, { images: 2, rounds: 1 });
const dataset = syntheticShapes({ trainSize: 1, testSize: 1 });
let entries: LayerComparisonRecord[];
beforeAll(async () => {
  await tf.setBackend('simd');
  entries = await analysis.measure!({ dataset, models: [], preset: 'quick' });
});

describe('layerComparison', () => {
  it('finds the layers of the document as they are built', () => {
    const shapes = entries.map(({ layer, outputShape }) => [layer, outputShape.custom, outputShape.standard]);
    expect(shapes).toEqual([
      ['NoisyConv2D', [1, 32, 32, 16], [1, 32, 32, 16]],
      ['SpatialAttention', [1, 32, 32, 1], [1, 1, 1, 16]],
      ['CustomReLU', [1, 32, 32, 16], [1, 32, 32, 16]],
      ['AdaptiveAvgPool2D', [1, 4, 4, 3], [1, 4, 4, 3]],
      ['SeededDropout', [1, 32, 32, 16], [1, 32, 32, 16]],
    ]);
    const [noisy, attention, relu, pool, dropout] = entries;
    expect(noisy).toMatchObject({ inference: { largest: 0 }, parameters: { custom: 448, standard: 448 } });
    expect(noisy.training!.standardDeviation).toBeCloseTo(0.1, 2);
    expect(noisy.gradients!.every(({ equal }) => equal)).toBe(true);
    expect(attention).toMatchObject({ inference: null, parameters: { custom: 98, standard: 148 } });
    expect(attention.masks).toHaveLength(20);
    expect(relu).toMatchObject({ training: { largest: 0 }, gradientAtZero: { custom: 1, standard: 0 } });
    expect(pool).toMatchObject({ training: { equal: true }, gradients: [{ of: 'input', equal: true }] });
    expect(dropout).toMatchObject({ inference: { equal: true }, training: { equal: false } });
  });

  it('gives entries that results may hold', () => {
    const results = exampleResults();
    results.studies[0].analyses = { layerComparison: entries };
    expect(() => validateResults(JSON.parse(JSON.stringify(results)), 'it')).not.toThrow();
    (entries[0] as Partial<LayerComparisonRecord>).images = 0;
    expect(() => validateResults(results, 'it')).toThrow('layerComparison');
    entries[0].images = 2;
  });

  it('shows tables and a chart', async () => {
    const study = { ...exampleResults().studies[0], id: 'it' };
    const shown = analysis.show!(entries, study, [], 'en');
    const texts = JSON.stringify(shown);
    expect(texts).toContain('differs by up to');
    expect(texts).toContain("20 initial kernels the mask's smallest value was from");
    expect(texts).toContain(
      'Where its input is exactly 0, the derivative of CustomReLU is 1, that of reLU 0.',
    );
    for (const block of shown) {
      if ('spec' in block) expect(await renderSvg(block.spec)).toContain('averagePooling2d');
    }
  });

  it('stops where it is told to', async () => {
    const signal = AbortSignal.abort();
    await expect(analysis.measure!({ dataset, models: [], preset: 'quick', signal })).rejects.toThrow();
  });
});
