import { syntheticDigits, syntheticShapes, type Dataset } from '@convstudy/datasets';
import { renderSvg } from '@convstudy/viz';
import * as tf from '@tensorflow/tfjs-core';
import {
  input,
  layers as tfLayers,
  model as buildModel,
  type LayersModel,
  type SymbolicTensor,
} from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { exampleResults } from '../../../test/support/results.js';
import { layerOutputs } from '../../analysis/feature-maps.js';
import { models, multiplyAdds, parameterCount } from '../../models/index.js';
import { unpackImage } from '../../results/packed-image.js';
import type { Analyses, StudyResults } from '../../results/types.js';
import { validateResults } from '../../results/validate.js';
import { analyses, type Analysis, type Shown } from './index.js';
import { withTestImages } from './test-images.js';
import '@convstudy/backend-simd';

beforeAll(() => tf.setBackend('simd'));

const digits = syntheticDigits({ trainSize: 1, testSize: 70, seed: 3 });
const shapes = syntheticShapes({ trainSize: 1, testSize: 20, seed: 3 });

/** 1x1 and 3x3 side by side, pooling, a convolution without a bias or activation. */
function sideBySide({ imageShape }: Dataset): LayersModel {
  const images = input({ shape: imageShape, name: 'images' });
  const apply = (
    layer: { apply: (x: SymbolicTensor | SymbolicTensor[]) => unknown },
    x: SymbolicTensor | SymbolicTensor[],
  ) => layer.apply(x) as SymbolicTensor;
  const conv = (name: string, kernelSize: number, filters: number) =>
    tfLayers.conv2d({ name, kernelSize, filters, padding: 'same', kernelInitializer: 'ones' });
  const both = apply(tfLayers.concatenate({ name: 'both' }), [
    apply(conv('a', 1, 2), images),
    apply(conv('b', 3, 40), images),
  ]);
  const pooled = apply(tfLayers.averagePooling2d({ poolSize: 2, name: 'pool' }), both);
  return buildModel({ inputs: images, outputs: apply(conv('c', 3, 3), pooled) });
}

async function recorded(
  analysis: Pick<Analysis, 'record'>,
  model: LayersModel,
  dataset: Dataset,
  name = 'Net',
): Promise<Analyses> {
  const found: Analyses = {};
  const tensors = tf.memory().numTensors;
  const recorder = analysis.record!({ model, dataset, id: { model: name, seed: 1 }, analyses: found });
  await recorder.finished!(new Uint8Array(dataset.test.size));
  expect(tf.memory().numTensors).toBe(tensors);
  return found;
}

const simple = () => models.SimpleCNN.build({ inputShape: [28, 28, 1], seed: 1 });

/** A study with these analyses only, after a check against the schema. */
function study(found: Analyses): StudyResults {
  const results = exampleResults();
  results.studies[0].analyses = found;
  return validateResults(JSON.parse(JSON.stringify(results)), 'results').studies[0];
}

async function drawn(shown: Shown[]): Promise<string[]> {
  const ids: string[] = [];
  for (const item of shown) {
    if ('spec' in item) expect(await renderSvg(item.spec)).toContain('<svg');
    ids.push(('id' in item && item.id) || '');
  }
  return ids;
}

describe('layers', () => {
  it('has costs that add up, and fields where there are maps', async () => {
    const tensors = tf.memory().numTensors;
    const definitions = [models.FCN, models.ResidualCNN];
    const entries = await analyses.layers.measure!({ dataset: digits, models: definitions, preset: 'quick' });
    expect(tf.memory().numTensors).toBe(tensors);
    for (const [i, definition] of definitions.entries()) {
      const model = definition.build({ inputShape: [28, 28, 1], seed: 2 });
      const { layers } = entries[i];
      expect(layers.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(parameterCount(model));
      expect(layers.reduce((sum, layer) => sum + layer.multiplyAdds, 0)).toBe(multiplyAdds(model));
    }
    const field = (layer: string) => entries[1].layers.find((row) => row.layer === layer)?.receptiveField;
    expect([
      field('images'),
      field('stem_conv'),
      field('block3_relu'),
      field('pool'),
      field('logits'),
    ]).toEqual([{ size: 1, jump: 1 }, { size: 3, jump: 1 }, { size: 21, jump: 2 }, null, null]);
    const [table] = analyses.layers.show!(entries, study({ layers: entries }), ['FCN', 'ResidualCNN'], 'en');
    const rows = 'rows' in table ? table.rows : [];
    expect(rows[0]).toEqual({
      model: 'FCN',
      layer: 'dense1',
      output: '512',
      parameters: 401_920,
      multiplyAdds: 401_408,
      field: null,
      step: null,
    });
    expect(rows.at(-2)).toMatchObject({ layer: 'pool', output: '4 × 4 × 64', parameters: 0 });
  });
});

describe('receptiveFields', () => {
  it('are in the theoretical ones, and fill them where all weights are equal', async () => {
    const found = await recorded(analyses.receptiveFields, sideBySide(digits), digits);
    const [{ images, layers }] = found.receptiveFields!;
    expect(images).toBe(64);
    expect(layers.map(({ layer, size, top, left }) => [layer, size, top, left])).toEqual([
      ['both', 3, 13, 13],
      ['c', 8, 11, 11],
    ]);
    const [, { field, size, top }] = layers;
    const { width, values } = unpackImage(field);
    values.forEach((value, i) => {
      const inside = [i % width, Math.floor(i / width)].every((at) => at >= top && at < top + size);
      expect(value > 0).toBe(inside);
    });
    expect(layers.map(({ effectiveSize }) => effectiveSize)).toEqual([3, 8]);
    const shown = analyses.receptiveFields.show!(found.receptiveFields!, study(found), ['Net'], 'en');
    expect(await drawn(shown)).toEqual([
      'fcn-vs-cnn-mnist-fields-first',
      'fcn-vs-cnn-mnist-fields-last',
      'fcn-vs-cnn-mnist-fields',
    ]);
  });
});

describe('filters', () => {
  it('are those of all convolutions on the images, the mean over the colours, at most 32', async () => {
    const model = sideBySide(shapes);
    const kernel = tf.randomNormal([3, 3, 3, 40], 0, 1, 'float32', 5);
    model.getLayer('b').setWeights([kernel, tf.zeros([40])]);
    const found = await recorded(analyses.filters, model, shapes);
    expect(found.filters!.map(({ layer, filters }) => [layer, filters.length])).toEqual([
      ['a', 2],
      ['b', 32],
    ]);
    const expected = tf.squeeze(tf.slice(tf.mean(kernel, 2), [0, 0, 7], [3, 3, 1])).dataSync();
    const { values } = unpackImage(found.filters![1].filters[7]);
    values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 1));
    expect(await drawn(analyses.filters.show!(found.filters!, study(found), ['Net'], 'en'))).toEqual([
      'fcn-vs-cnn-mnist-filters',
    ]);
  });
});

describe('featureMaps', () => {
  it('are the maps of the first and last stage, of the same images for every model', async () => {
    const model = simple();
    const found = await recorded(analyses.featureMaps, model, digits);
    expect(await recorded(analyses.featureMaps, model, digits)).toEqual(found);
    const [{ images, layers }] = found.featureMaps!;
    expect(new Set(images.map(({ label }) => label)).size).toBe(4);
    for (const { index, label } of images) expect(digits.test.labels[index]).toBe(label);
    const pixels = unpackImage(images[0].picture).values.map(Math.round);
    expect(pixels).toEqual(Float64Array.from(digits.test.images.subarray(0, 784)));

    expect(layers.map(({ layer, stage, resolution }) => [layer, stage, ...resolution])).toEqual([
      ['conv1', 'early', 28, 28],
      ['conv2', 'late', 14, 14],
    ]);
    const [, { channels, maps }] = layers;
    expect([maps.length, maps[0].length, channels.length]).toEqual([4, 8, 8]);
    const [{ values }] = await withTestImages(digits, (batch) => layerOutputs(model, batch, ['conv2']));
    const map = unpackImage(maps[3][5]);
    const half = (maps[3][5].high - maps[3][5].low) / 510 + 1e-9;
    map.values.forEach((value, i) =>
      expect(Math.abs(value - values[(images[3].index * 196 + i) * 64 + channels[5]])).toBeLessThanOrEqual(
        half,
      ),
    );

    const other = await recorded(
      analyses.featureMaps,
      models.ResidualCNN.build({ inputShape: [28, 28, 1], seed: 1 }),
      digits,
    );
    expect(other.featureMaps![0].images).toEqual(images);
    expect(other.featureMaps![0].layers.map(({ layer }) => layer)).toEqual(['stem_relu', 'block3_relu']);
  });

  it('are drawn with the images in their colours, and measured in a table', async () => {
    const found = await recorded(analyses.featureMaps, sideBySide(shapes), shapes);
    expect(found.featureMaps![0].images[0].picture.channels).toBe(3);
    const shown = analyses.featureMaps.show!(found.featureMaps!, study(found), ['Net'], 'en');
    expect(await drawn(shown)).toEqual([
      'fcn-vs-cnn-mnist-maps-early',
      'fcn-vs-cnn-mnist-maps-late',
      'fcn-vs-cnn-mnist-maps',
    ]);
    const [early] = found.featureMaps![0].layers;
    const table = shown[2];
    expect('rows' in table && table.rows[0]).toEqual({
      model: 'Net',
      layer: 'both',
      resolution: '32 × 32',
      detail: early.detail,
      edges: early.edges,
      structure: early.structure,
      extent: early.extent,
    });
  });

  it('of a net with one convolution are early, and of one without there are none', async () => {
    const images = input({ shape: [28, 28, 1] });
    const outputs = tfLayers
      .conv2d({ kernelSize: 3, filters: 1, name: 'only' })
      .apply(images) as SymbolicTensor;
    const found = await recorded(analyses.featureMaps, buildModel({ inputs: images, outputs }), digits);
    expect(found.featureMaps![0].layers.map(({ stage }) => stage)).toEqual(['early']);
    const fcn = models.FCN.build({ inputShape: [28, 28, 1], seed: 1 });
    for (const name of ['featureMaps', 'filters', 'receptiveFields'] as const) {
      expect(await recorded(analyses[name], fcn, digits)).toEqual({});
    }
  });
});
