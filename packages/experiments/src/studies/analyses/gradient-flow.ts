import { batches } from '@convstudy/datasets';
import { gradientFlow as gradientChart } from '@convstudy/viz';
import { gradientFlow as gradientsOf, type LayerGradient } from '../../analysis/gradient-flow.js';
import { reportWords } from '../../report/words/index.js';
import type { GradientFlowRecord } from '../../results/types.js';
import type { AnalysedRun, Analysis, Recorder } from './analysis.js';
import { entriesOf } from './entries.js';
import { firstOfEach, ofSeed } from './shown-runs.js';

/** Enough for a gradient with little noise, few enough to cost no more than two steps of training. */
const IMAGES = 128;

/** The gradient of the loss by layer, before training and after every epoch. */
export const gradientFlow: Analysis<GradientFlowRecord> = {
  name: 'gradientFlow',
  record,
  show(entries, { id, runs }, _models, lang) {
    const words = reportWords[lang].analyses.gradients;
    const records = firstOfEach(entries);
    const [{ images, seed }] = records;
    return [
      {
        id: `${id}-gradients`,
        caption: words.caption(images, ofSeed(seed, runs, lang)),
        spec: gradientChart({
          title: words.title,
          lang,
          runs: records.map(({ model, layers, epochs }) => ({ model, layers, epochs })),
        }),
      },
    ];
  },
};

function record({ model, dataset, id, analyses }: AnalysedRun): Recorder {
  const { imageShape, normalization, train } = dataset;
  const images = Math.min(IMAGES, train.size);
  let entry: GradientFlowRecord | undefined = entriesOf(analyses, id).gradientFlow?.[0];
  return {
    async epochDone(epoch) {
      for (const batch of batches(train, { batchSize: images, limit: images, imageShape, normalization })) {
        const flow = await gradientsOf(model, batch.images, batch.labels);
        if (!entry) {
          entry = { ...id, images, layers: flow.map(({ layer }) => layer), epochs: [] };
          (analyses.gradientFlow ??= []).push(entry);
        }
        const figures = (figure: (layer: LayerGradient) => number) =>
          flow.map(figure).map((value) => (Number.isFinite(value) ? value : null));
        entry.epochs.push({
          epoch,
          mean: figures(({ meanAbsolute }) => meanAbsolute),
          norm: figures(({ norm }) => norm),
        });
      }
    },
  };
}
