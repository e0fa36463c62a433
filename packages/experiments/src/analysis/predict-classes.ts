import type { Dataset, Split } from '@convstudy/datasets';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { evaluateImages } from '../training/evaluate-model.js';

/**
 * The class with the largest logit for every image of a set, in inference mode.
 *
 * @param options.split - the images; `options.dataset` says their shape and normalisation
 * @returns one class number for each image, in the set's order
 */
export async function predictClasses(
  model: LayersModel,
  options: { split: Split; dataset: Dataset },
): Promise<Uint8Array> {
  return (await evaluateImages(model, options))!.predicted;
}
