import { describe, expect, it } from 'vitest';
import { exampleResults } from '../../test/support/results.js';
import { judgeClaims } from '../claims/judge-claims.js';
import { validateResults } from '../results/validate.js';
import { encodeHits } from '../results/test-hits.js';
import type { RunRecord, StudyResults } from '../results/types.js';
import { studies } from './index.js';

const TEST_SIZE = 10_000;

/** Results of ten epochs in which everything is as the document has it, unless `change` says otherwise. */
function results(
  id: string,
  models: Record<string, Partial<Curve>>,
  change: Partial<StudyResults> = {},
): StudyResults {
  const runs = Object.entries(models).map(([model, curve]) => run(model, { ...flat, ...curve }));
  return {
    ...exampleResults().studies[0],
    id,
    runs,
    analyses: {},
    claims: [],
    ...change,
    data: { ...exampleResults().studies[0].data, synthetic: false, trainSize: 60_000, testSize: TEST_SIZE },
  };
}

interface Curve {
  testLoss: number[];
  testAccuracy: number[];
  trainLoss: number;
  trainAccuracy: number;
  seconds: number;
}

const flat: Curve = {
  testLoss: [0.4, 0.39, 0.38, 0.37, 0.36, 0.35, 0.34, 0.33, 0.32, 0.31],
  testAccuracy: [0.8, 0.81, 0.82, 0.83, 0.84, 0.85, 0.86, 0.87, 0.88, 0.889],
  trainLoss: 0.3,
  trainAccuracy: 0.9,
  seconds: 10,
};

function run(model: string, { testLoss, testAccuracy, trainLoss, trainAccuracy, seconds }: Curve): RunRecord {
  const example = exampleResults().studies[0].runs[0];
  const last = testAccuracy[testAccuracy.length - 1];
  const labels = new Uint8Array(TEST_SIZE);
  return {
    ...example,
    model,
    epochs: testLoss.map((loss, i) => ({
      trainLoss,
      trainAccuracy,
      testLoss: loss,
      testAccuracy: testAccuracy[i],
      seconds: seconds * (1 + 0.01 * (i % 3)),
    })),
    trainSeconds: seconds * testLoss.length,
    final: {
      train: { loss: trainLoss, accuracy: trainAccuracy },
      test: { loss: testLoss[testLoss.length - 1], accuracy: last },
    },
    testHits: encodeHits(
      labels,
      labels.map((_, image) => (image < last * TEST_SIZE ? 0 : 1)),
    ),
  };
}

function verdicts(study: StudyResults, others: StudyResults[] = []): Record<string, string> {
  const { claims = [] } = studies.find(({ id }) => id === study.id)!;
  const judged = judgeClaims(claims, study, others);
  validateResults({ ...exampleResults(), studies: [{ ...study, claims: judged }] }, 'it');
  return Object.fromEntries(judged.map(({ id, verdict }) => [id, verdict]));
}

describe('all claims', () => {
  const claims = studies.flatMap((study) => (study.claims ?? []).map((claim) => ({ study, claim })));

  it('have ids of their own, and say in the words of the document what they are about', () => {
    expect(new Set(claims.map(({ claim }) => claim.id)).size).toBe(claims.length);
    for (const { study, claim } of claims) {
      expect(claim.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
      expect([study.section, 'Conclusion']).toContain(claim.section);
      expect(claim.original).toMatch(/[а-яё]/i);
    }
  });

  it('are inconclusive, with a reason, where nothing has been run', () => {
    for (const { study, claim } of claims) {
      const [record] = judgeClaims([claim], results(study.id, {}), []);
      expect(record).toMatchObject({
        verdict: 'inconclusive',
        because: expect.stringMatching(/\.$/) as string,
      });
    }
  });
});

describe('claims of section 1.1', () => {
  const jumping = [0.3, 0.28, 0.3, 0.5, 0.28, 0.31, 0.28, 0.29, 0.33, 0.36];
  const asStated = {
    FCN: {
      testLoss: [0.12, 0.1, 0.11, 0.2, 0.1, 0.12, 0.11, 0.13, 0.11, 0.12],
      trainAccuracy: 0.909,
      testAccuracy: flat.testAccuracy,
      seconds: 1,
    },
    SimpleCNN: {
      testLoss: [0.4, 0.35, 0.33, 0.32, 0.315, 0.31, 0.312, 0.314, 0.316, 0.318],
      testAccuracy: [0.9, 0.91, 0.92, 0.93, 0.94, 0.985, 0.988, 0.991, 0.994, 0.997],
      trainAccuracy: 0.998,
      seconds: 1.5,
    },
    ResidualCNN: {
      testLoss: jumping,
      testAccuracy: [0.5, 0.7, 0.6, 0.75, 0.62, 0.65, 0.64, 0.63, 0.62, 0.61],
      seconds: 10,
    },
  };

  it('are supported where all is as the document says', () => {
    expect(
      Object.entries(verdicts(results('fcn-vs-cnn-mnist', asStated))).filter(([, is]) => is !== 'supported'),
    ).toEqual([]);
  });

  it('are refuted where it is the other way round', () => {
    const { FCN, SimpleCNN, ResidualCNN } = asStated;
    const judged = verdicts(
      results('fcn-vs-cnn-mnist', {
        FCN: { ...ResidualCNN, trainAccuracy: 0.7 },
        SimpleCNN: {
          ...ResidualCNN,
          testLoss: jumping.map((loss) => 3 * loss),
          trainAccuracy: 0.9,
          seconds: 30,
        },
        ResidualCNN: { ...SimpleCNN, testLoss: [...FCN.testLoss].sort().reverse(), seconds: 2 },
      }),
    );
    const standing = Object.entries(judged).flatMap(([id, verdict]) => (verdict === 'refuted' ? [] : [id]));
    // Curves that jump, are worst in epoch 4 and rise towards the end.
    expect(standing).toEqual([
      'mnist-fcn-loss-jumps',
      'mnist-fcn-worst-epoch',
      'mnist-simple-loss-begins-to-rise',
    ]);
  });
});

it('claims of section 1.1 are judged of the nets of equal size in preset matched', () => {
  const matched = results(
    'fcn-vs-cnn-mnist',
    {
      'FCN, matched': { seconds: 1 },
      'SimpleCNN, matched': { testAccuracy: flat.testAccuracy.map((accuracy) => accuracy + 0.05) },
      'ResidualCNN, matched': { seconds: 100 },
    },
    { preset: 'matched' },
  );
  expect(verdicts(matched)).toMatchObject({
    'mnist-simple-best': 'supported',
    'mnist-fcn-fastest': 'supported',
    'mnist-fcn-loss-jumps': 'refuted',
    'mnist-residual-much-slower': 'supported',
    'mnist-residual-ten-times': 'refuted',
  });
});

describe('claims of section 1.2', () => {
  const asStated = {
    'CIFAR FCN': {
      testLoss: [1.5, 1.4, 1.3, 1.35, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9],
      testAccuracy: [0.4, 0.45, 0.5, 0.51, 0.52, 0.525, 0.52, 0.515, 0.51, 0.505],
      trainLoss: 0.8,
      trainAccuracy: 0.8,
      seconds: 1,
    },
    'CIFAR SimpleCNN': {
      testAccuracy: [0.5, 0.55, 0.6, 0.62, 0.64, 0.66, 0.68, 0.7, 0.71, 0.72],
      trainAccuracy: 0.8,
      seconds: 3,
    },
    'CIFAR ResidualCNN': {
      testLoss: [0.8, 0.78, 0.77, 0.8, 0.85, 0.9, 0.95, 1, 1.05, 1.1],
      testAccuracy: [0.5, 0.55, 0.6, 0.65, 0.68, 0.67, 0.66, 0.65, 0.64, 0.63],
      trainLoss: 0.75,
      seconds: 10,
    },
  };
  const counts = Array.from({ length: 10 }, (_, i) =>
    Array.from({ length: 10 }, (_, j) => (i === j ? (i === 3 ? 40 : 80) : i === 3 && j === 5 ? 40 : 2)),
  );
  const movement = { lowest: 0.3, middle: 0.1, highest: 0.2 };
  const weights = Array.from({ length: 8 }, (_, i) => ({
    layer: `layer${i}`,
    range: [-1, 1] as [number, number],
    epochs: [{ epoch: 1, min: -1, max: 1, mean: 0, standardDeviation: 1, counts: [1], movement }],
  }));
  const analyses = (matrix: number[][], layers = weights) => ({
    confusion: Object.keys(asStated).map((model) => ({ model, seed: 1, counts: matrix })),
    weights: [{ model: 'CIFAR FCN', seed: 1, layers }],
  });
  const mnist = results('fcn-vs-cnn-mnist', { FCN: {} });

  it('are supported where all is as the document says', () => {
    const judged = verdicts(results('fcn-vs-cnn-cifar10', asStated, { analyses: analyses(counts) }), [mnist]);
    expect(Object.entries(judged).filter(([, is]) => is !== 'supported')).toEqual([
      // As many of class 3 are taken for class 5 as for itself.
      ['cifar-classes-recognised', 'refuted'],
      // Only preset matched trains with augmentation.
      ['conclusion-augmentation-more-accurate', 'inconclusive'],
      ['conclusion-augmentation-less-overfitting', 'inconclusive'],
    ]);
  });

  it('are judged of the nets of equal size in preset matched', () => {
    const matched = Object.fromEntries(
      Object.entries(asStated).map(([model, curve]) => [`${model}, matched`, curve]),
    );
    const augmented = (testAccuracy: number, trainAccuracy: number) => ({
      ...matched,
      'CIFAR SimpleCNN, matched, augmented': {
        testAccuracy: flat.testAccuracy.map((accuracy) => accuracy - 0.889 + testAccuracy),
        trainAccuracy,
      },
    });
    const judge = (models: Record<string, Partial<Curve>>) =>
      verdicts(results('fcn-vs-cnn-cifar10', models, { preset: 'matched' }), [
        results('fcn-vs-cnn-mnist', { 'FCN, matched': {} }, { preset: 'matched' }),
      ]);
    expect(judge(augmented(0.78, 0.79))).toMatchObject({
      'cifar-fcn-loss-worse-than-mnist': 'supported',
      'cifar-fcn-accuracy-worse-than-mnist': 'supported',
      'cifar-simple-above-fcn': 'supported',
      'cifar-residual-below-simple': 'supported',
      'conclusion-augmentation-more-accurate': 'supported',
      'conclusion-augmentation-less-overfitting': 'supported',
    });
    expect(judge(augmented(0.66, 0.79))).toMatchObject({
      'conclusion-augmentation-more-accurate': 'refuted',
      'conclusion-augmentation-less-overfitting': 'refuted',
    });
  });

  it('are refuted where other classes and weights stand out', () => {
    const turned = counts.map((_, i) =>
      counts[(i + 1) % 10].map((_, j) => counts[(i + 1) % 10][(j + 1) % 10]),
    );
    const still = weights.map(({ epochs, ...layer }) => ({
      ...layer,
      epochs: epochs.map((epoch) => ({ ...epoch, movement: { ...movement, middle: 0.4 } })),
    }));
    const takenFor7 = counts.map((row, i) => row.map((count, j) => (i === 3 && j === 7 ? 90 : count)));
    const judged = verdicts(results('fcn-vs-cnn-cifar10', asStated, { analyses: analyses(turned, still) }), [
      mnist,
    ]);
    expect(judged).toMatchObject({
      'cifar-class-3-most-mistaken': 'refuted',
      'cifar-extreme-weights-move-most': 'refuted',
    });
    expect(
      verdicts(results('fcn-vs-cnn-cifar10', asStated, { analyses: analyses(takenFor7) }), [mnist]),
    ).toMatchObject({ 'cifar-class-3-taken-for-5': 'refuted' });
  });

  it('that compare with MNIST need its results', () => {
    const judged = verdicts(results('fcn-vs-cnn-cifar10', asStated));
    expect(judged).toMatchObject({
      'cifar-fcn-loss-worse-than-mnist': 'inconclusive',
      'cifar-fcn-accuracy-worse-than-mnist': 'inconclusive',
    });
  });

  it('about cats and dogs say nothing of synthetic images', () => {
    const study = results('fcn-vs-cnn-cifar10', asStated, { analyses: analyses(counts) });
    study.data.synthetic = true;
    expect(verdicts(study)).toMatchObject({
      'cifar-class-3-most-mistaken': 'inconclusive',
      'cifar-class-3-taken-for-5': 'inconclusive',
    });
  });
});
