import { weightDistributions, type WeightDistribution } from '../../analysis/weight-distribution.js';
import { kernelValues, weightMovement, type KernelValues } from '../../analysis/weight-movement.js';
import type { LayerWeightsRecord } from '../../results/types.js';
import type { AnalysedRun, Recorder } from './recorder.js';

export function recordWeights({ model, id, analyses }: AnalysedRun): Recorder {
  let layers: LayerWeightsRecord[] | undefined;
  let before: KernelValues = new Map();
  return {
    async epochDone(epoch) {
      if (!layers) {
        layers = (await weightDistributions(model)).map(({ layer, range }) => ({
          layer,
          range: widened(range),
          epochs: [],
        }));
        (analyses.weights ??= []).push({ ...id, layers });
      }
      const ranges = Object.fromEntries(layers.map(({ layer, range }) => [layer, range]));
      const distributions = await weightDistributions(model, { ranges });
      const now = await kernelValues(model);
      for (const [i, record] of layers.entries()) {
        const earlier = before.get(record.layer);
        record.epochs.push({
          epoch,
          ...figures(distributions[i]),
          ...(earlier && { movement: weightMovement(earlier, now.get(record.layer)!) }),
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
