import { batches } from '@convstudy/datasets';
import { gradientFlow, type LayerGradient } from '../../analysis/gradient-flow.js';
import type { GradientFlowRecord } from '../../results/types.js';
import { entriesOf } from './entries.js';
import type { AnalysedRun, Recorder } from './recorder.js';

/** Enough for a gradient with little noise, few enough to cost no more than two steps of training. */
const IMAGES = 128;

export function recordGradientFlow({ model, dataset, id, analyses }: AnalysedRun): Recorder {
  const { imageShape, normalization, train } = dataset;
  const images = Math.min(IMAGES, train.size);
  let record: GradientFlowRecord | undefined = entriesOf(analyses, id).gradientFlow?.[0];
  return {
    async epochDone(epoch) {
      for (const batch of batches(train, { batchSize: images, limit: images, imageShape, normalization })) {
        const flow = await gradientFlow(model, batch.images, batch.labels);
        if (!record) {
          record = { ...id, images, layers: flow.map(({ layer }) => layer), epochs: [] };
          (analyses.gradientFlow ??= []).push(record);
        }
        const figures = (figure: (layer: LayerGradient) => number) =>
          flow.map(figure).map((value) => (Number.isFinite(value) ? value : null));
        record.epochs.push({
          epoch,
          mean: figures(({ meanAbsolute }) => meanAbsolute),
          norm: figures(({ norm }) => norm),
        });
      }
    },
  };
}
