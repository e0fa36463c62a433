import type { FinishedRun } from '../results/finished-runs.js';
import type { GradientFlowRecord, StudyResults } from '../results/types.js';
import { median } from '../statistics/median.js';
import { CannotJudge, type Judgement } from './claim.js';
import { inEveryRun } from './combine.js';

/**
 * Gradients that vanish or explode, by the mean absolute gradient of a convolution over that of the last convolution of the
 * same net at the same time. Not by norms: these grow with the number of a layer's weights, so that a small first layer would
 * seem to have vanishing gradients whatever its weights receive. Convolutions are known by their names (`conv1`,
 * `block2_conv1`); those of shortcuts do not count, since they are not in line with the others.
 */

/** Below this share of the last convolution's a gradient has vanished. */
export const VANISHING = 0.01;
/** Above this many times the last convolution's it has exploded. */
export const EXPLODING = 100;
/** From this share on it has passed without much weakening. */
const PASSED = 0.1;
/** Below this share it has weakened. */
const WEAKENED = 0.5;

/** The gradients of a net's convolutions before training (epoch 0) or after an epoch. */
export interface GradientRatios {
  epoch: number;
  /** Of each convolution, from the input on: its mean absolute gradient over that of the last one, which is 1. */
  ratios: number[];
}

/** The names of the convolutions among the layers of a record, from the input on. */
export function convolutionsOf({ layers }: GradientFlowRecord): string[] {
  return layers.filter(isConvolution);
}

/**
 * The gradients of a record relative to the last convolution's, an entry per epoch.
 *
 * @throws CannotJudge if there are fewer than two convolutions, or a gradient of one is not finite, or the last one's is 0
 */
export function gradientRatios(record: GradientFlowRecord): GradientRatios[] {
  const { model, layers, epochs } = record;
  if (convolutionsOf(record).length < 2) {
    throw new CannotJudge(`There are no gradients of two convolutions of ${model}.`);
  }
  return epochs.map(({ epoch, mean }) => {
    const gradients = mean.filter((_, i) => isConvolution(layers[i]));
    const last = gradients[gradients.length - 1];
    if (last === 0 || gradients.includes(null)) {
      throw new CannotJudge(
        `The gradients of ${model} in epoch ${epoch} are not all finite, or the last convolution's is 0.`,
      );
    }
    return { epoch, ratios: gradients.map((gradient) => gradient! / last!) };
  });
}

/** That gradients neither vanish nor explode: refuted if the first convolution's do so at over half of the times. */
export function gradientsStayStable(study: StudyResults, model: string): Judgement {
  return ofFirst(study, model, (beyond, times) =>
    beyond === 0 ? 'supported' : 2 * beyond > times ? 'refuted' : 'inconclusive',
  );
}

/** That the first convolution's gradients vanish: at over half of the times; refuted if never. */
export function gradientsVanish(study: StudyResults, model: string): Judgement {
  return ofFirst(study, model, (_, times, vanished) =>
    vanished === 0 ? 'refuted' : 2 * vanished > times ? 'supported' : 'inconclusive',
  );
}

/**
 * The same beside another net: that the first convolution's gradients are below 1 % of those of the other net's first
 * convolution, from the same seed, at over half of the times; refuted if never. Where the gradients of all layers are small,
 * this tells and the ratio within the net does not.
 */
export function gradientsVanishBeside(study: StudyResults, model: string, other: string): Judgement {
  return inEveryRun(study, model, ({ seed }) => {
    const own = firstGradients(recordOf(study, { model, seed }));
    const theirs = firstGradients(recordOf(study, { model: other, seed }));
    const ratios = own.slice(0, theirs.length).map((gradient, i) => gradient / theirs[i]);
    const vanished = ratios.filter((ratio) => ratio < VANISHING).length;
    const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
    return {
      verdict: vanished === 0 ? 'refuted' : 2 * vanished > ratios.length ? 'supported' : 'inconclusive',
      figures: {
        [`smallest gradient of the first convolution over that of ${other}, ${model}`]: least,
        [`largest gradient of the first convolution over that of ${other}, ${model}`]: most,
      },
      because: `It is ${share(least)} to ${share(most)} of that of the first convolution of ${other}.`,
    };
  });
}

/**
 * That gradients weaken between the first convolution and the last, but not critically: the smallest of theirs, in the median
 * over all times, is below half the last one's and does not vanish. Refuted if it is not below the last one's, or vanishes.
 */
export function innerGradientsWeaken(study: StudyResults, model: string): Judgement {
  return inEveryRun(study, model, (run) => {
    const times = gradientRatios(recordOf(study, run));
    const inner = times.map(({ ratios }) => ratios.slice(1, -1));
    if (inner[0].length === 0)
      throw new CannotJudge(`${model} has no convolution between the first and the last.`);
    const smallest = median(inner.map((ratios) => Math.min(...ratios)));
    return {
      verdict:
        smallest >= 1 || smallest < VANISHING
          ? 'refuted'
          : smallest < WEAKENED
            ? 'supported'
            : 'inconclusive',
      figures: { [`smallest gradient of inner convolutions over the last one's, ${model}`]: smallest },
      because: `The smallest mean absolute gradient of an inner convolution of ${model} is ${share(smallest)} of the last one's, in the median over ${times.length} times.`,
    };
  });
}

/**
 * That gradients pass to the first layers without much weakening and are stable in the last ones: at no time is any
 * convolution's below a tenth of the last one's or above a hundred times it. Refuted if one is at over half of the times.
 */
export function gradientsPass(study: StudyResults, model: string): Judgement {
  return inEveryRun(study, model, (run) => {
    const times = gradientRatios(recordOf(study, run));
    const smallest = times.map(({ ratios }) => Math.min(...ratios));
    const largest = times.map(({ ratios }) => Math.max(...ratios));
    const failing = times.filter((_, i) => smallest[i] < PASSED || largest[i] > EXPLODING).length;
    return {
      verdict: failing === 0 ? 'supported' : 2 * failing > times.length ? 'refuted' : 'inconclusive',
      figures: {
        [`smallest gradient over the last one's, ${model}`]: Math.min(...smallest),
        [`largest gradient over the last one's, ${model}`]: Math.max(...largest),
      },
      because: `The mean absolute gradients of the convolutions of ${model} are between ${share(Math.min(...smallest))} and ${share(Math.max(...largest))} of the last one's, over ${times.length} times.`,
    };
  });
}

function ofFirst(
  study: StudyResults,
  model: string,
  judge: (beyond: number, times: number, vanished: number) => Judgement['verdict'],
): Judgement {
  return inEveryRun(study, model, (run) => {
    const first = gradientRatios(recordOf(study, run)).map(({ ratios }) => ratios[0]);
    const vanished = first.filter((ratio) => ratio < VANISHING).length;
    const exploded = first.filter((ratio) => ratio > EXPLODING).length;
    const [least, most] = [Math.min(...first), Math.max(...first)];
    return {
      verdict: judge(vanished + exploded, first.length, vanished),
      figures: {
        [`smallest gradient of the first convolution over the last one's, ${model}`]: least,
        [`largest gradient of the first convolution over the last one's, ${model}`]: most,
      },
      because: `The first convolution's mean absolute gradient is ${share(least)} to ${share(most)} of the last one's in ${model}: it had vanished at ${vanished} of ${first.length} times, exploded at ${exploded}.`,
    };
  });
}

/** The mean absolute gradient of the first convolution at each time. */
function firstGradients(record: GradientFlowRecord): number[] {
  gradientRatios(record); // Throws where a gradient is not finite.
  const first = record.layers.findIndex(isConvolution);
  return record.epochs.map(({ mean }) => mean[first]!);
}

function recordOf(
  { analyses }: StudyResults,
  { model, seed }: Pick<FinishedRun, 'model' | 'seed'>,
): GradientFlowRecord {
  const found = analyses.gradientFlow?.find((record) => record.model === model && record.seed === seed);
  if (found) return found;
  throw new CannotJudge(`The gradients of ${model} were not recorded.`);
}

function isConvolution(layer: string): boolean {
  return /(^|_)conv\d*$/.test(layer);
}

/** 0.5 -> `50 %`, 3.2 -> `320 %` */
function share(ratio: number): string {
  return `${Number((100 * ratio).toPrecision(2))} %`;
}
