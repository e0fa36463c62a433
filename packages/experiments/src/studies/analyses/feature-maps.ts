import type { Dataset } from '@convstudy/datasets';
import { imageGrid, type GridImage, type Language } from '@convstudy/viz';
import { convolutionStages } from '../../analysis/convolution-stages.js';
import { layerOutputs, type Values } from '../../analysis/feature-maps.js';
import { mapMeasures } from '../../analysis/map-measures.js';
import type { Plane } from '../../analysis/plane.js';
import { packImage, unpackImage, type PackedImage } from '../../results/packed-image.js';
import type { FeatureMapsRecord, LayerMapsRecord, StudyResults } from '../../results/types.js';
import { mean } from '../../statistics/moments.js';
import type { AnalysedRun, Analysis, Recorder, Shown } from './analysis.js';
import { firstOfEach, ofSeed } from './shown-runs.js';
import { testImageCount, withTestImages } from './test-images.js';
import { pictureWords } from './words/index.js';

/** Images, of different classes, whose maps are kept. */
const SHOWN_IMAGES = 4;
/** Channels of each map that are kept. */
const SHOWN_CHANNELS = 8;

/**
 * Feature maps of the first and the last convolution stage after training: pictures for a few test images, and how much
 * of the images' detail, edges and structure the maps show.
 */
export const featureMaps: Analysis<FeatureMapsRecord> = {
  name: 'featureMaps',
  record,
  show(entries, study, _models, lang) {
    const shown = firstOfEach(entries);
    return [
      ...(['early', 'late'] as const).flatMap((stage) => pictures(shown, stage, study, lang)),
      measuresTable(entries, shown, study.id, lang),
    ];
  },
};

function record({ model, dataset, id, analyses }: AnalysedRun): Recorder {
  return {
    async finished() {
      const stages = convolutionStages(model);
      if (stages.length === 0) return;
      const ends = stages.length === 1 ? [stages[0]] : [stages[0], stages[stages.length - 1]];
      const outputs = await withTestImages(dataset, (images) =>
        layerOutputs(
          model,
          images,
          ends.map(({ layer }) => layer),
        ),
      );
      const chosen = ofDifferentClasses(dataset);
      const planes = grayImages(dataset, testImageCount(dataset));
      (analyses.featureMaps ??= []).push({
        ...id,
        images: chosen.map((index) => ({
          index,
          label: dataset.test.labels[index],
          picture: testPicture(dataset, index),
        })),
        layers: outputs.map((output, i) => layerMaps(output, i === 0 ? 'early' : 'late', planes, chosen)),
      });
    },
  };
}

function layerMaps(
  output: Values,
  stage: 'early' | 'late',
  images: Plane[],
  chosen: number[],
): LayerMapsRecord {
  const [, height, width, count] = output.shape;
  const channels = mostVaried(output);
  return {
    layer: output.layer,
    stage,
    ...mapMeasures(output, images),
    resolution: [height, width],
    channels,
    maps: chosen.map((image) =>
      channels.map((channel) => {
        const map = Float32Array.from(
          { length: height * width },
          (_, i) => output.values[(image * height * width + i) * count + channel],
        );
        return packImage(map, width, height);
      }),
    ),
  };
}

/** The channels with the largest variance over all images and positions, in their order. */
function mostVaried({ shape, values }: Values): number[] {
  const channels = shape[3];
  const [sums, squares] = [new Float64Array(channels), new Float64Array(channels)];
  values.forEach((value, i) => {
    sums[i % channels] += value;
    squares[i % channels] += value * value;
  });
  const size = values.length / channels;
  const variances = [...sums].map((sum, channel) => squares[channel] / size - (sum / size) ** 2);
  return [...variances.keys()]
    .sort((a, b) => variances[b] - variances[a] || a - b)
    .slice(0, SHOWN_CHANNELS)
    .sort((a, b) => a - b);
}

/** The first image of each class, until there are enough. */
function ofDifferentClasses(dataset: Dataset): number[] {
  const labels = Array.from(dataset.test.labels.subarray(0, testImageCount(dataset)));
  return [...labels.keys()].filter((i) => labels.indexOf(labels[i]) === i).slice(0, SHOWN_IMAGES);
}

function imageBytes({ imageShape, test }: Dataset, index: number): Uint8Array {
  const size = imageShape[0] * imageShape[1] * imageShape[2];
  return test.images.subarray(index * size, (index + 1) * size);
}

function testPicture(dataset: Dataset, index: number): PackedImage {
  const [height, width, channels] = dataset.imageShape;
  const bytes = imageBytes(dataset, index);
  return channels === 3
    ? packImage(bytes, width, height, 3)
    : packImage(grayImage(dataset, index).values, width, height);
}

function grayImages(dataset: Dataset, count: number): Plane[] {
  return Array.from({ length: count }, (_, index) => grayImage(dataset, index));
}

/** The mean over the colours, from 0 to 255. */
function grayImage(dataset: Dataset, index: number): Plane {
  const [height, width, channels] = dataset.imageShape;
  const bytes = imageBytes(dataset, index);
  const values = Float64Array.from({ length: height * width }, (_, i) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += bytes[i * channels + channel];
    return sum / channels;
  });
  return { width, height, values };
}

function pictures(
  shown: FeatureMapsRecord[],
  stage: 'early' | 'late',
  { id, runs, data: { classNames } }: StudyResults,
  lang: Language,
): Shown[] {
  const groups = shown.flatMap(({ model, images, layers }) =>
    layers
      .filter((layer) => layer.stage === stage)
      .map(({ layer, resolution, channels, maps }) => ({
        name: `${model}: ${layer}, ${resolution.join(' × ')}`,
        images: images.flatMap(({ label, picture }, i) => [
          { ...inItsColors(picture), caption: classNames?.[label] ?? String(label) },
          ...maps[i].map((map, j) => ({ ...shareOfLargest(map), caption: `#${channels[j]}` })),
        ]),
      })),
  );
  if (groups.length === 0) return [];
  const words = pictureWords[lang].featureMaps;
  return [
    {
      id: `${id}-maps-${stage}`,
      caption: words.caption[stage](SHOWN_CHANNELS, ofSeed(shown[0].seed, runs, lang)),
      spec: imageGrid({
        title: words.title[stage],
        lang,
        groups,
        colorMap: 'heat',
        range: [0, 1],
        size: 48,
        columns: SHOWN_CHANNELS + 1,
      }),
    },
  ];
}

/** As shares of the map's largest activation, so that what is off is dark. */
function shareOfLargest(packed: PackedImage): GridImage {
  const { width, height, values } = unpackImage(packed);
  const scale = packed.high > 0 ? 1 / packed.high : 0;
  return { width, height, pixels: values.map((value) => scale * value) };
}

/** From 0 to 1 and always as colours, so that the image is not drawn in those of the maps. */
function inItsColors(packed: PackedImage): GridImage {
  const { width, height, channels, values } = unpackImage(packed);
  const shares = Array.from(values, (value) => value / 255);
  const pixels = channels === 3 ? shares : shares.flatMap((value) => [value, value, value]);
  return { width, height, channels: 3, pixels };
}

function measuresTable(
  entries: FeatureMapsRecord[],
  shown: FeatureMapsRecord[],
  id: string,
  lang: Language,
): Shown {
  const { columns, featureMaps: words } = pictureWords[lang];
  return {
    kind: 'table',
    id: `${id}-maps`,
    caption: words.tableCaption,
    columns: [
      { key: 'model', title: columns.model },
      { key: 'layer', title: columns.layer },
      { key: 'resolution', title: words.resolution },
      { key: 'detail', title: words.detail, align: 'right', format: '.2f' },
      { key: 'edges', title: words.edges, align: 'right', format: '.2f' },
      { key: 'structure', title: words.structure, align: 'right', format: '.2f' },
      { key: 'extent', title: words.extent, align: 'right', format: '.0%' },
    ],
    rows: shown.flatMap(({ model, layers }) =>
      layers.map(({ layer, resolution }, i) => {
        const own = entries.filter((entry) => entry.model === model).map((entry) => entry.layers[i]);
        return {
          model,
          layer,
          resolution: resolution.join(' × '),
          detail: mean(own.map(({ detail }) => detail)),
          edges: mean(own.map(({ edges }) => edges)),
          structure: mean(own.map(({ structure }) => structure)),
          extent: mean(own.map(({ extent }) => extent)),
        };
      }),
    ),
  };
}
