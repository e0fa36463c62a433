import { describe, expect, it } from 'vitest';
import { exampleResults } from '../../test/support/results.js';
import { encodeHits } from '../results/test-hits.js';
import type { RunRecord, StudyResults } from '../results/types.js';
import { ALPHA, compare, standsOut } from './compare.js';
import seeds from './fixtures/mnist-seeds.json' with { type: 'json' };
import { gap, type Measure, testAccuracy, testLoss, trainingTime } from './measures.js';

/** Even numbers between 0 and 1, the same in every run of the tests (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const IMAGES = 1000;

/** A run that gets each image right with its own chance. */
function simulated(model: string, seed: number, chances: number[], random: () => number): RunRecord {
  const right = chances.map((chance) => (random() < chance ? 0 : 1));
  const accuracy = right.filter((miss) => miss === 0).length / IMAGES;
  const run = structuredClone(exampleResults().studies[0].runs[0]);
  run.final!.test.accuracy = accuracy;
  return { ...run, model, seed, testHits: encodeHits(new Uint8Array(IMAGES), right) };
}

function studyOf(runs: RunRecord[]): StudyResults {
  return { ...exampleResults().studies[0], runs };
}

/** How often models A and B are found to differ, where B's chances are those of A changed by `change`. */
function found(seeds: number[], change: (chance: number, random: () => number) => number): number {
  const random = randomNumbers(7);
  const pairs = 400;
  let differing = 0;
  for (let pair = 0; pair < pairs; pair++) {
    // Most images are easy, some are hard, as in real test sets.
    const chances = Array.from({ length: IMAGES }, () => 1 - random() ** 4);
    const study = studyOf(
      seeds.flatMap((seed) => [
        simulated('A', seed, chances, random),
        simulated(
          'B',
          seed,
          chances.map((chance) => change(chance, random)),
          random,
        ),
      ]),
    );
    if (compare(study, testAccuracy, 'A', 'B').p < ALPHA) differing++;
  }
  return differing / pairs;
}

describe.each([
  ['one seed', [1]],
  ['two seeds', [1, 2]],
  ['four seeds', [1, 2, 3, 4]],
])('the comparison of accuracies from %s', (_, seeds) => {
  it('finds a difference between runs of the same model no oftener than alpha says', () => {
    // 400 pairs: 0.05 give or take 0.022.
    expect(found(seeds, (chance) => chance)).toBeLessThan(ALPHA + 0.022);
  });

  it('does not miss a large one', () => {
    expect(found(seeds, (chance) => 0.8 * chance)).toBeGreaterThan(0.98);
  });
});

describe('the comparison of real runs', () => {
  const runs: RunRecord[] = seeds.map(
    ({ model, seed, testLosses, testAccuracies, trainAccuracy, testHits }) => {
      const run = structuredClone(exampleResults().studies[0].runs[0]);
      const epochs = testLosses.map((testLoss, i) => ({
        ...run.epochs[0],
        testLoss,
        testAccuracy: testAccuracies[i],
      }));
      run.final!.train.accuracy = trainAccuracy;
      run.final!.test.accuracy = testAccuracies[testAccuracies.length - 1];
      return { ...run, model, seed, epochs, testHits };
    },
  );
  const data = { ...exampleResults().studies[0].data, trainSize: 5_000, testSize: 10_000 };
  const ofModel = (model: string) => runs.filter((run) => run.model === model);
  const share = (pairs: [RunRecord, RunRecord][], measure: Measure) => {
    const differing = pairs.filter(([a, b]) => {
      const study = studyOf([
        { ...a, model: 'A', seed: 1 },
        { ...b, model: 'B', seed: 1 },
      ]);
      return compare({ ...study, data }, measure, 'A', 'B').p < ALPHA;
    });
    return differing.length / pairs.length;
  };
  const models = ['FCN, matched', 'SimpleCNN, matched'];
  const alike = models.flatMap((model) =>
    ofModel(model).flatMap((a, i) =>
      ofModel(model)
        .slice(i + 1)
        .map((b): [RunRecord, RunRecord] => [a, b]),
    ),
  );
  const unlike = ofModel(models[0]).flatMap((a) =>
    ofModel(models[1]).map((b): [RunRecord, RunRecord] => [a, b]),
  );

  it.each([testAccuracy, testLoss, gap])(
    'finds no difference between seeds of one model: $name',
    (measure) => {
      expect(alike.length).toBe(132);
      expect(share(alike, measure)).toBeLessThanOrEqual(ALPHA);
    },
  );

  it('misses no difference in accuracy between models far apart', () => {
    expect(share(unlike, testAccuracy)).toBe(1);
  });

  it.each([testLoss, gap])('hardly misses one between models far apart: $name', (measure) => {
    expect(share(unlike, measure)).toBeGreaterThan(0.98);
  });
});

describe('compare', () => {
  const runs = (model: string, seeds: number[], change: (run: RunRecord, seed: number) => void) =>
    seeds.map((seed) => {
      const run = { ...structuredClone(exampleResults().studies[0].runs[0]), model, seed };
      change(run, seed);
      return run;
    });

  it('says which test it took', () => {
    const one = studyOf([...runs('A', [1], () => {}), ...runs('B', [1], () => {})]);
    expect(compare(one, testAccuracy, 'A', 'B')).toEqual({
      a: 0.88,
      b: 0.88,
      p: 1,
      test: "McNemar's test over the test images with room for the seed, one seed",
    });
    const three = studyOf([...runs('A', [1, 2, 3], () => {}), ...runs('B', [4, 5, 6], () => {})]);
    expect(compare(three, testAccuracy, 'A', 'B')).toMatchObject({
      p: 1,
      test: "Welch's t-test over the seeds",
    });
  });

  it('of two seeds that disagree finds nothing', () => {
    const study = studyOf([
      ...runs('A', [1, 2], (run, seed) => (run.final!.test.accuracy = seed === 1 ? 0.9 : 0.7)),
      ...runs('B', [1, 2], (run) => (run.final!.test.accuracy = 0.8)),
    ]);
    expect(compare(study, testAccuracy, 'A', 'B').p).toBe(1);
  });

  it('tells times by the seconds of the epochs, losses by their epochs', () => {
    const epochs = (factor: number) => (run: RunRecord) => {
      run.epochs = [1, 1.01, 0.99].map((value) => ({
        ...run.epochs[0],
        seconds: factor * value,
        testLoss: factor * value,
      }));
      run.trainSeconds = 3 * factor;
    };
    const study = studyOf([...runs('A', [1], epochs(2)), ...runs('B', [1], epochs(1))]);
    expect(compare(study, trainingTime, 'A', 'B')).toMatchObject({ a: 6, b: 3 });
    expect(compare(study, trainingTime, 'A', 'B').p).toBeLessThan(0.001);
    expect(compare(study, testLoss, 'A', 'B').p).toBeLessThan(0.001);
    expect(compare(study, trainingTime, 'A', 'A').p).toBe(1);
  });

  it('of times does not find a pause, nor a tenth', () => {
    const timed = (seconds: number[]) => (run: RunRecord) =>
      (run.epochs = seconds.map((value) => ({ ...run.epochs[0], seconds: value })));
    const study = studyOf([
      ...runs('A', [1], timed([1, 1.01, 0.99, 1, 1.02])),
      ...runs('B', [1], timed([1.05, 1.07, 1.06, 1.05, 1.06])),
      ...runs('C', [1], timed([1, 1.01, 30, 1.02, 0.99])),
      ...runs('D', [1], timed([2, 2.05, 2.02, 6, 2])),
    ]);
    expect(compare(study, trainingTime, 'A', 'B').p).toBe(1);
    expect(compare(study, trainingTime, 'A', 'C').p).toBeGreaterThan(ALPHA);
    expect(compare(study, trainingTime, 'A', 'D').p).toBeLessThan(ALPHA);
  });

  it('tells gaps by their binomial errors', () => {
    const gaps = (accuracy: number) => (run: RunRecord) => (run.final!.train.accuracy = accuracy);
    const study = studyOf([
      ...runs('A', [1], gaps(0.95)),
      ...runs('B', [1], gaps(0.94)),
      ...runs('C', [1], gaps(0.88)),
    ]);
    expect(compare(study, gap, 'A', 'B').p).toBeGreaterThan(0.3);
    expect(compare(study, gap, 'A', 'C').p).toBeLessThan(0.001);
  });

  it('cannot be made without a finished run, without its images, or with too few epochs', () => {
    const study = exampleResults().studies[0];
    expect(() => compare(study, testAccuracy, 'FCN', 'ResidualCNN')).toThrow(
      'No run of ResidualCNN finished.',
    );
    expect(() => compare(study, trainingTime, 'FCN', 'SimpleCNN')).toThrow('It takes 3 epochs at least');
    delete study.runs[0].testHits;
    expect(() => compare(study, testAccuracy, 'FCN', 'SimpleCNN')).toThrow(
      'do not say which test images FCN got right',
    );
  });
});

describe('standsOut', () => {
  const study = (accuracies: Record<string, number>) =>
    studyOf(
      Object.entries(accuracies).flatMap(([model, accuracy]) =>
        [1, 2, 3].map((seed) => {
          const run = structuredClone(exampleResults().studies[0].runs[0]);
          run.final!.test.accuracy = accuracy + 0.001 * seed;
          return { ...run, model, seed };
        }),
      ),
    );
  const verdict = (accuracies: Record<string, number>) =>
    standsOut(study(accuracies), testAccuracy, 'highest', 'A', ['B', 'C']).verdict;

  it('is supported above all others, refuted below one, else inconclusive', () => {
    expect(verdict({ A: 0.9, B: 0.8, C: 0.85 })).toBe('supported');
    expect(verdict({ A: 0.9, B: 0.8, C: 0.95 })).toBe('refuted');
    expect(verdict({ A: 0.9, B: 0.8, C: 0.9 })).toBe('inconclusive');
  });

  it('shares alpha out among those that could refute it', () => {
    // p = 0.030 by Welch's test: enough against one, too little against one of two.
    const results = study({ A: 0.9, B: 0.9027, C: 0.8 });
    expect(compare(results, testAccuracy, 'A', 'B').p).toBeGreaterThan(ALPHA / 2);
    expect(compare(results, testAccuracy, 'A', 'B').p).toBeLessThan(ALPHA);
    expect(standsOut(results, testAccuracy, 'highest', 'A', ['B', 'C']).verdict).toBe('inconclusive');
    expect(standsOut(results, testAccuracy, 'highest', 'A', ['B']).verdict).toBe('refuted');
  });

  it('gives figures and a line of why', () => {
    expect(standsOut(study({ A: 0.9, B: 0.8 }), testAccuracy, 'highest', 'A', ['B'])).toMatchObject({
      figures: { 'test accuracy, A': 0.902, 'test accuracy, B': 0.802 },
      because: "Test accuracy: A 90.20 %, B 80.20 % (p < 0.001); by Welch's t-test over the seeds.",
    });
  });
});
