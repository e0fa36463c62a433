import { expect, it } from 'vitest';
import { studyWithAccuracies } from '../../test/support/accuracies.js';
import { testAccuracy } from './measures.js';
import { differsSlightly } from './slight-difference.js';

const around = (accuracy: number) => [accuracy - 0.0002, accuracy, accuracy + 0.0002];

it.each([
  ['ahead by less than the limit', 0.953, 'supported'],
  ['ahead by more', 0.957, 'refuted'],
  ['behind', 0.948, 'refuted'],
  ['the same within the noise', 0.9501, 'inconclusive'],
] as const)('differsSlightly: %s', (_, accuracy, verdict) => {
  const study = studyWithAccuracies({ A: around(accuracy), B: around(0.95) });
  expect(differsSlightly(study, testAccuracy, 'higher', 'A', 'B', 0.005).verdict).toBe(verdict);
  expect(differsSlightly(study, testAccuracy, 'lower', 'B', 'A', 0.005).verdict).toBe(verdict);
});

it('differsSlightly gives both figures, and the test', () => {
  const study = studyWithAccuracies({ A: around(0.953), B: around(0.95) });
  const { figures, because } = differsSlightly(study, testAccuracy, 'higher', 'A', 'B', 0.005);
  expect(figures['test accuracy, A']).toBeCloseTo(0.953, 12);
  expect(figures['test accuracy, B']).toBeCloseTo(0.95, 12);
  expect(because).toBe("A 95.30 %, B 95.00 % (p < 0.001); by Welch's t-test over the seeds.");
});
