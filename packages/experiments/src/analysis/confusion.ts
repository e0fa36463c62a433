/** How often images of each class (rows) were taken for each class (columns). */
export type ConfusionMatrix = number[][];

/**
 * Counts what was taken for what.
 *
 * @param labels - the class of each image
 * @param predicted - what each was taken for
 * @param classes - how many classes there are
 * @throws RangeError if the lists differ in length or hold a number that is no class
 */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): ConfusionMatrix {
  if (labels.length !== predicted.length) {
    throw new RangeError(
      `confusionMatrix: labels and predicted must have the same length, but have ${labels.length} and ${predicted.length}.`,
    );
  }
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) {
    for (const [name, value] of [
      ['labels', labels[i]],
      ['predicted', predicted[i]],
    ] as const) {
      if (!Number.isInteger(value) || value < 0 || value >= classes) {
        throw new RangeError(
          `confusionMatrix: ${name}[${i}] must be a class from 0 to ${classes - 1}, but is ${value}.`,
        );
      }
    }
    matrix[labels[i]][predicted[i]]++;
  }
  return matrix;
}

/** The share of each class's images that were recognised; NaN for a class without images. */
export function perClassAccuracy(matrix: ConfusionMatrix): number[] {
  return matrix.map((row, actual) => row[actual] / row.reduce((sum, count) => sum + count, 0));
}

/** The class of which most images were mistaken, and what most of those were taken for. Of equals, the first. */
export function mostMistaken(matrix: ConfusionMatrix): {
  actual: number;
  mistakes: number;
  takenFor: number;
} {
  const mistakes = matrix.map((row, actual) => row.reduce((sum, count) => sum + count, 0) - row[actual]);
  const actual = mistakes.indexOf(Math.max(...mistakes));
  const others = matrix[actual].map((count, column) => (column === actual ? -1 : count));
  return { actual, mistakes: mistakes[actual], takenFor: others.indexOf(Math.max(...others)) };
}
