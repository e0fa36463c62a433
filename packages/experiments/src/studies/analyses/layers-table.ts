import { receptiveFields } from '../../analysis/receptive-field.js';
import { layerCosts } from '../../models/index.js';
import type { LayersRecord } from '../../results/types.js';
import type { Analysis, MeasuredStudy } from './analysis.js';
import { pictureWords } from './words/index.js';

/** Every layer of the models: what it costs, and what of an image its units can see. Nothing is trained for it. */
export const layers: Analysis<LayersRecord> = {
  name: 'layers',
  measure: ({ dataset, models }: MeasuredStudy) =>
    Promise.resolve(
      models.map((definition) => {
        const model = definition.build({
          inputShape: dataset.imageShape,
          numClasses: dataset.classNames.length,
          seed: 1,
        });
        const fields = new Map(receptiveFields(model).map(({ layer, ...field }) => [layer, field]));
        const rows = layerCosts(model).map((costs) => {
          const field = fields.get(costs.layer);
          return { ...costs, receptiveField: field ? { size: field.size, jump: field.jump } : null };
        });
        model.dispose();
        return { model: definition.id, layers: rows };
      }),
    ),
  show(entries, { id }, _models, lang) {
    const { columns, layers: words } = pictureWords[lang];
    return [
      {
        kind: 'table',
        id: `${id}-layers`,
        caption: words.caption,
        columns: [
          { key: 'model', title: columns.model },
          { key: 'layer', title: columns.layer },
          { key: 'output', title: words.output },
          { key: 'parameters', title: words.parameters, align: 'right', format: ',d' },
          { key: 'multiplyAdds', title: words.multiplyAdds, align: 'right', format: ',d' },
          { key: 'field', title: words.field, align: 'right' },
          { key: 'step', title: words.step, align: 'right' },
        ],
        rows: entries.flatMap(({ model, layers: all }) =>
          all
            .filter(({ type, multiplyAdds }) => multiplyAdds > 0 || type.includes('Pool'))
            .map(({ layer, outputShape, parameters, multiplyAdds, receptiveField }) => ({
              model,
              layer,
              output: outputShape.join(' × '),
              parameters,
              multiplyAdds,
              field: receptiveField?.size ?? null,
              step: receptiveField?.jump ?? null,
            })),
        ),
      },
    ];
  },
};
