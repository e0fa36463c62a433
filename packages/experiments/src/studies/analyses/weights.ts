import { weightHistograms } from '@convstudy/viz';
import { weightDistributions, type WeightDistribution } from '../../analysis/weight-distribution.js';
import { kernelValues, weightMovement, type KernelValues } from '../../analysis/weight-movement.js';
import { reportWords } from '../../report/words/index.js';
import type { LayerWeightsRecord, WeightsRecord } from '../../results/types.js';
import type { AnalysedRun, Analysis, Recorder } from './analysis.js';
import { entriesOf } from './entries.js';
import { firstOfEach, ofSeed, slug } from './shown-runs.js';

/** Histograms of every layer's kernel before training and after every epoch, and how far weights move. */
export const weights: Analysis<WeightsRecord> = {
  name: 'weights',
  record,
  show: (entries, { id, runs }, _models, lang) =>
    firstOfEach(entries).map(({ model, seed, layers }) => ({
      id: `${id}-weights-${slug(model)}`,
      caption: reportWords[lang].analyses.weights.caption(model, ofSeed(seed, runs, lang)),
      spec: weightHistograms({
        title: reportWords[lang].analyses.weights.title(model),
        lang,
        layers: layers.map(history),
      }),
    })),
};

function record({ model, id, analyses }: AnalysedRun): Recorder {
  let layers: LayerWeightsRecord[] | undefined = entriesOf(analyses, id).weights?.[0].layers;
  let before: KernelValues = new Map();
  return {
    async resumed() {
      before = await kernelValues(model);
    },
    async epochDone(epoch) {
      if (!layers) {
        layers = (await weightDistributions(model)).map(({ layer, range }) => ({
          layer,
          range: widened(range),
          epochs: [],
        }));
        (analyses.weights ??= []).push({ ...id, layers });
      }
      const now = await kernelValues(model);
      // By position: tfjs numbers unnamed layers as they are made, so a model that goes on may have other names.
      const names = [...now.keys()];
      const ranges = Object.fromEntries(layers.map(({ range }, i) => [names[i], range]));
      const distributions = await weightDistributions(model, { ranges });
      for (const [i, record] of layers.entries()) {
        const earlier = before.get(names[i]);
        record.epochs.push({
          epoch,
          ...figures(distributions[i]),
          ...(earlier && { movement: weightMovement(earlier, now.get(names[i])!) }),
        });
      }
      before = now;
    },
  };
}

function figures({ min, max, mean, standardDeviation, counts }: WeightDistribution) {
  return { min, max, mean, standardDeviation, counts };
}

/** Twice as wide as the initial weights, so that most of where training takes them is inside. */
function widened([low, high]: [number, number]): [number, number] {
  const margin = (high - low) / 2;
  return [low - margin, high + margin];
}

function history({ layer, range: [low, high], epochs }: LayerWeightsRecord) {
  return {
    layer,
    epochs: epochs.map(({ epoch, counts, min, max }) => ({
      epoch,
      edges: Array.from({ length: counts.length + 1 }, (_, i) => low + ((high - low) * i) / counts.length),
      counts,
      min,
      max,
    })),
  };
}
