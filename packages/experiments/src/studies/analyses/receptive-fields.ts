import { receptiveField as fieldChart } from '@convstudy/viz';
import { convolutionStages } from '../../analysis/convolution-stages.js';
import { effectiveFieldSize, effectiveReceptiveField } from '../../analysis/effective-receptive-field.js';
import { receptiveFields as theoreticalFields } from '../../analysis/receptive-field.js';
import { packImage, unpackImage } from '../../results/packed-image.js';
import type { LayerFieldRecord, ReceptiveFieldsRecord } from '../../results/types.js';
import { mean } from '../../statistics/moments.js';
import type { AnalysedRun, Analysis, Recorder, Shown } from './analysis.js';
import { firstOfEach, ofSeed } from './shown-runs.js';
import { testImageCount, withTestImages } from './test-images.js';

/** What the centre unit of every convolution stage can see, and what moves it after training. */
export const receptiveFields: Analysis<ReceptiveFieldsRecord> = {
  name: 'receptiveFields',
  record,
  show(entries, { id, runs }) {
    const shown = firstOfEach(entries);
    const [{ images, seed }] = shown;
    const caption = (which: string) =>
      `What moves the centre unit of each model's ${which} convolution after training${ofSeed(seed, runs)}: the absolute gradient by the pixels, mean over ${images} test images. Frame: what the unit can see. Dashed: as large as the area of the pixels above 4.55 % of the largest gradient.`;
    return [
      chart(shown, `${id}-fields-first`, 'Receptive fields, first convolution', caption('first'), first),
      ...(shown.some(({ layers }) => layers.length > 1)
        ? [chart(shown, `${id}-fields-last`, 'Receptive fields, last convolution', caption('last'), last)]
        : []),
      {
        kind: 'table',
        id: `${id}-fields`,
        caption: `Pixels across of the receptive fields: in theory, and measured after training as the side of the square with as many pixels as exceed 4.55 % of the largest gradient.`,
        columns: [
          { key: 'model', title: 'Model' },
          { key: 'layer', title: 'Layer' },
          { key: 'size', title: 'In theory', align: 'right' },
          { key: 'effectiveSize', title: 'Measured', align: 'right', format: '.1f' },
          { key: 'share', title: 'Share of the area', align: 'right', format: '.0%' },
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

function first(layers: LayerFieldRecord[]): LayerFieldRecord {
  return layers[0];
}

function last(layers: LayerFieldRecord[]): LayerFieldRecord {
  return layers[layers.length - 1];
}

function chart(
  shown: ReceptiveFieldsRecord[],
  id: string,
  title: string,
  caption: string,
  choose: (layers: LayerFieldRecord[]) => LayerFieldRecord,
): Shown {
  const fields = shown.map(({ model, layers }) => {
    const { layer, size, top, left, effectiveSize, field } = choose(layers);
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
  });
  return { id, caption, spec: fieldChart({ title, fields }) };
}
