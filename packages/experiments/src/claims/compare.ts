import type { StudyResults } from '../results/types.js';
import { mean } from '../statistics/moments.js';
import { welchTest } from '../statistics/t-tests.js';
import { CannotJudge, type Judgement } from './claim.js';
import { runsOf } from './combine.js';
import type { Measure } from './measures.js';

/** The chance, where there is no difference, of finding one. */
export const ALPHA = 0.05;
/** Fewer seeds say too little about how much a seed matters. */
const ENOUGH_SEEDS = 3;

export interface Comparison {
  /** Of the means over the finished runs. */
  a: number;
  b: number;
  /** Two-sided p value of no difference. */
  p: number;
  /** The name of the test. */
  test: string;
}

/**
 * Compares two models of a study.
 *
 * With three or more finished runs of both, by Welch's t-test over the seeds. Not the paired test: runs of two models from
 * one seed share nothing but the order of the images, and models differ in how much they vary. With fewer, by the measure's
 * own test between the runs from one seed; where two seeds disagree about which model is ahead, p is 1, else the larger one.
 *
 * @throws CannotJudge if there are no such runs, or they lack what the test needs
 */
export function compare(study: StudyResults, measure: Measure, a: string, b: string): Comparison {
  const [runsA, runsB] = [runsOf(study, a), runsOf(study, b)];
  const [valuesA, valuesB] = [runsA.map(measure.of), runsB.map(measure.of)];
  const means = { a: mean(valuesA), b: mean(valuesB) };
  if (Math.min(runsA.length, runsB.length) >= ENOUGH_SEEDS) {
    return { ...means, p: welchTest(valuesA, valuesB), test: "Welch's t-test over the seeds" };
  }
  const pairs = runsA.flatMap((ofA) =>
    runsB.filter(({ seed }) => seed === ofA.seed).map((ofB) => [ofA, ofB] as const),
  );
  if (pairs.length === 0) throw new CannotJudge(`${a} and ${b} have no finished runs from the same seed.`);
  const signs = new Set(pairs.map(([ofA, ofB]) => Math.sign(measure.of(ofA) - measure.of(ofB))));
  const p = signs.size > 1 ? 1 : Math.max(...pairs.map(([ofA, ofB]) => measure.single.p(ofA, ofB, study)));
  const seeds = pairs.length === 1 ? 'one seed' : `each of ${pairs.length} seeds`;
  return { ...means, p, test: `${measure.single.name}, ${seeds}` };
}

/**
 * That a model has the highest (lowest) value: supported if it is above (below) every other one beyond the noise, refuted
 * if another one is beyond it. The more others there are, the likelier one of them is by chance: each gets its share of alpha
 * there. To support it takes all of them, which needs no such correction.
 */
export function standsOut(
  study: StudyResults,
  measure: Measure,
  direction: 'highest' | 'lowest',
  model: string,
  others: readonly string[],
): Judgement {
  const sign = direction === 'highest' ? 1 : -1;
  const comparisons = others.map((other) => ({ other, ...compare(study, measure, model, other) }));
  const ahead = ({ a, b }: Comparison) => sign * (a - b);
  const supported = comparisons.every((one) => ahead(one) > 0 && one.p < ALPHA);
  const refuted = comparisons.some((one) => ahead(one) < 0 && one.p < ALPHA / others.length);
  const tests = [...new Set(comparisons.map(({ test }) => test))].join('; ');
  return {
    verdict: supported ? 'supported' : refuted ? 'refuted' : 'inconclusive',
    figures: Object.fromEntries([
      [`${measure.name}, ${model}`, comparisons[0].a],
      ...comparisons.flatMap(({ other, b, p }) => [
        [`${measure.name}, ${other}`, b],
        [`p, ${model} and ${other}`, p],
      ]),
    ]) as Record<string, number>,
    because:
      `${capital(measure.name)}: ${model} ${measure.format(comparisons[0].a)}, ` +
      `${comparisons.map(({ other, b, p }) => `${other} ${measure.format(b)} (${chance(p)})`).join(', ')}; by ${tests}.`,
  };
}

/** 0.0001 -> `p < 0.001`, 0.0123 -> `p = 0.012` */
export function chance(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toPrecision(2)}`;
}

/** `test accuracy` -> `Test accuracy` */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
