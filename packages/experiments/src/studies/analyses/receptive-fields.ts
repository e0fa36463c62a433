import { receptiveField as fieldChart } from '@convstudy/viz';
import { convolutionStages } from '../../analysis/convolution-stages.js';
import { effectiveFieldSize, effectiveReceptiveField } from '../../analysis/effective-receptive-field.js';
import { receptiveFields as theoreticalFields } from '../../analysis/receptive-field.js';
import { packImage, unpackImage } from '../../results/packed-image.js';
import type { LayerFieldRecord, ReceptiveFieldsRecord } from '../../results/types.js';
import { mean } from '../../statistics/moments.js';
import type { AnalysedRun, Analysis, Recorder } from './analysis.js';
import { firstOfEach, ofSeed } from './shown-runs.js';
import { testImageCount, withTestImages } from './test-images.js';
import { pictureWords } from './words/index.js';

/** What the centre unit of every convolution stage can see, and what moves it after training. */
export const receptiveFields: Analysis<ReceptiveFieldsRecord> = {
  name: 'receptiveFields',
  record,
  show(entries, { id, runs }, _models, lang) {
    const { columns, receptiveFields: words } = pictureWords[lang];
    const shown = firstOfEach(entries);
    const [{ images, seed }] = shown;
    const ofOne = ofSeed(seed, runs, lang);
    return [
      {
        id: `${id}-fields-first`,
        caption: words.firstCaption(images, ofOne),
        spec: fieldChart({
          title: words.firstTitle,
          lang,
          fields: shown.map(({ model, layers }) => drawnField(model, layers[0])),
        }),
      },
      ...(shown.some(({ layers }) => layers.length > 1)
        ? [
            {
              id: `${id}-fields-last`,
              caption: words.lastCaption(images, ofOne),
              spec: fieldChart({
                title: words.lastTitle,
                lang,
                fields: shown.map(({ model, layers }) => drawnField(model, layers[layers.length - 1])),
              }),
            },
          ]
        : []),
      {
        kind: 'table',
        id: `${id}-fields`,
        caption: words.tableCaption,
        columns: [
          { key: 'model', title: columns.model },
          { key: 'layer', title: columns.layer },
          { key: 'size', title: words.size, align: 'right' },
          { key: 'effectiveSize', title: words.effectiveSize, align: 'right', format: '.1f' },
          { key: 'share', title: words.share, align: 'right', format: '.0%' },
        ],
        rows: shown.flatMap(({ model, layers }) =>
          layers.map(({ layer, size }, stage) => {
            const effectiveSize = mean(
              entries
                .filter((entry) => entry.model === model)
                .map((entry) => entry.layers[stage].effectiveSize),
            );
            return { model, layer, size, effectiveSize, share: (effectiveSize / size) ** 2 };
          }),
        ),
      },
    ];
  },
};

function record({ model, dataset, id, analyses }: AnalysedRun): Recorder {
  return {
    async finished() {
      const theoretical = new Map(theoreticalFields(model).map((field) => [field.layer, field]));
      // Not those behind a layer that sees everything.
      const stages = convolutionStages(model).filter(({ layer }) => theoretical.has(layer));
      if (stages.length === 0) return;
      const [height, width] = dataset.imageShape;
      const layers = await withTestImages(dataset, async (images) => {
        const fields: LayerFieldRecord[] = [];
        for (const { layer } of stages) {
          const known = theoretical.get(layer)!;
          const [, rows, columns] = model.getLayer(layer).outputShape as number[];
          const field = await effectiveReceptiveField(model, layer, images);
          fields.push({
            layer,
            size: known.size,
            top: known.start + Math.floor(rows / 2) * known.jump,
            left: known.start + Math.floor(columns / 2) * known.jump,
            effectiveSize: effectiveFieldSize(field),
            field: packImage(field.flat(), width, height),
          });
        }
        return fields;
      });
      (analyses.receptiveFields ??= []).push({ ...id, images: testImageCount(dataset), layers });
    },
  };
}

function drawnField(model: string, { layer, size, top, left, effectiveSize, field }: LayerFieldRecord) {
  const { width, height, values } = unpackImage(field);
  const margin = (size - effectiveSize) / 2;
  const [side, above, before] = [effectiveSize, top + margin, left + margin].map(
    (at) => Math.round(10 * at) / 10,
  );
  return {
    name: `${model}: ${layer}`,
    gradient: Array.from({ length: height }, (_, row) => [...values.slice(row * width, (row + 1) * width)]),
    theoretical: { top, left, height: size, width: size },
    ...(side > 0 && { effective: { top: above, left: before, height: side, width: side } }),
  };
}
