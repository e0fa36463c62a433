import { incompleteBeta } from './incomplete-beta.js';

/**
 * McNemar's exact test: whether two classifiers are right equally often, on the same images. Only the images on which one of
 * them is right and the other wrong tell anything; if they are equally good, either is the right one as often as not.
 *
 * @returns how many images a alone and b alone got right, and the two-sided p value (binomial, 1 if they never differ)
 */
export function mcnemarTest(
  a: readonly boolean[],
  b: readonly boolean[],
): { onlyA: number; onlyB: number; p: number } {
  let [onlyA, onlyB] = [0, 0];
  a.forEach((right, image) => {
    if (right && !b[image]) onlyA++;
    if (!right && b[image]) onlyB++;
  });
  return { onlyA, onlyB, p: signTest(onlyA, onlyB) };
}

/** The chance that a fair coin thrown n times falls as unevenly as heads to tails, or more so. */
export function signTest(heads: number, tails: number): number {
  const fewer = Math.min(heads, tails);
  const throws = heads + tails;
  // The binomial tail P(X <= fewer) is I_(1/2)(n - fewer, fewer + 1).
  return throws === 0 ? 1 : Math.min(1, 2 * incompleteBeta(0.5, throws - fewer, fewer + 1));
}
