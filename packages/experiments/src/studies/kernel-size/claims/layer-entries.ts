import { CannotJudge } from '../../../claims/claim.js';
import type { StudyResults } from '../../../results/types.js';

/** A convolution whose place on the image is known. */
export interface Convolution {
  /** [height, width, channels] */
  outputShape: number[];
  parameters: number;
  /** Side of the square of pixels that a unit sees. */
  fieldSize: number;
}

/**
 * The convolutions of a model, from the input to the output.
 *
 * @throws CannotJudge if its layers were not listed
 */
export function convolutionsOf(study: StudyResults, model: string): Convolution[] {
  const entries = study.analyses.layers ?? [];
  const layers = entries.find((entry) => entry.model === model)?.layers ?? [];
  const convolutions = layers.flatMap(({ type, outputShape, parameters, receptiveField }) =>
    type === 'Conv2D' && receptiveField
      ? [{ outputShape: outputShape as number[], parameters, fieldSize: receptiveField.size }]
      : [],
  );
  if (convolutions.length > 0) return convolutions;
  throw new CannotJudge(`The layers of ${model} were not listed.`);
}

export function channelsOut({ outputShape }: Convolution): number {
  return outputShape[2];
}

/** Of a 1x1 convolution: it has a parameter for each channel in and out, and a bias for each out. */
export function channelsInto1x1(convolution: Convolution): number {
  const out = channelsOut(convolution);
  return (convolution.parameters - out) / out;
}
