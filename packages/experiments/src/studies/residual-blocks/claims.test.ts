import { describe, expect, it } from 'vitest';
import { exampleResults } from '../../../test/support/results.js';
import type { BlockFigures } from '../../analysis/compare-blocks.js';
import { judgeClaims } from '../../claims/judge-claims.js';
import type { ClaimRecord, LayerComparisonRecord, RunRecord, StudyResults } from '../../results/types.js';
import { residualBlocks } from './index.js';

const block = (name: string, channels: number, parameters: number, more: Partial<BlockFigures> = {}) => ({
  block: name,
  inputShape: [32, 32, 64],
  outputShape: [32, 32, channels],
  parameters,
  multiplyAdds: 1024 * parameters,
  batchSize: 16,
  weightBytes: 4 * parameters,
  activationBytes: 1e7,
  forwardMs: 1,
  backwardMs: 2,
  rounds: 3,
  outputSpread: [0.8, 0.85],
  ...more,
});
const blocks = [block('basic', 64, 73_984), block('bottleneck', 256, 75_008), block('wide', 128, 230_144)];

/** Three runs of each model, whose accuracies lie two thousandths apart, and whose last loss is `rise` above the one before. */
function study(
  id: string,
  models: Record<string, { accuracy?: number; rise?: number; spread?: number; gap?: number }>,
  change: Partial<StudyResults> = {},
): StudyResults {
  const [example] = exampleResults().studies;
  const [run] = example.runs;
  const runs = Object.entries(models).flatMap(
    ([model, { accuracy = 0.5, rise = 0, spread = 0.002, gap = 0.02 }]) =>
      [1, 2, 3].map((seed): RunRecord => {
        const test = accuracy + (seed - 2) * spread;
        const losses = [2, 1.5, 1.2, 1.2 * (1 + rise * (1 + 0.01 * seed))];
        return {
          ...run,
          model,
          seed,
          epochs: losses.map((testLoss, i) => ({
            trainLoss: 2 / (i + 1),
            trainAccuracy: test,
            testLoss,
            testAccuracy: test,
            seconds: 1,
          })),
          final: { train: { loss: 0.5, accuracy: test + gap }, test: { loss: losses[3], accuracy: test } },
        };
      }),
  );
  return {
    ...example,
    id,
    preset: 'matched',
    data: { ...example.data, classNames: 'abcdefghij'.split(''), trainSize: 8_000, testSize: 10_000 },
    settings: { ...example.settings, epochs: 4 },
    runs,
    analyses: {},
    claims: [],
    ...change,
  };
}

const asStated = study(
  'residual-blocks',
  {
    'Basic blocks': { accuracy: 0.6, rise: 0.3 },
    'Bottleneck blocks': { accuracy: 0.7, rise: 0.1 },
    'Wide blocks': { accuracy: 0.8, rise: 0.1 },
    'Plain blocks': { accuracy: 0.5, rise: 0.6 },
  },
  { analyses: { blockComparison: blocks } },
);
const layer = (name: string, largest: number) => ({
  layer: name,
  inference: { equal: true, largest: 0, standardDeviation: 0 },
  training: { equal: largest === 0, largest, standardDeviation: largest },
});
const layers = (...entries: object[]) =>
  study('custom-layers', {}, { analyses: { layerComparison: entries as LayerComparisonRecord[] } });
const mnist = study('fcn-vs-cnn-mnist', {
  'ResidualCNN, matched': { accuracy: 0.99, rise: 0.1 },
  'SimpleCNN, matched': { accuracy: 0.98, rise: 0.2 },
});

function judged(results: StudyResults, others: StudyResults[] = []): Record<string, ClaimRecord> {
  const records = judgeClaims(residualBlocks.claims ?? [], results, others);
  return Object.fromEntries(records.map((record) => [record.id, record]));
}
const verdicts = (results: StudyResults, others?: StudyResults[]) =>
  Object.fromEntries(Object.entries(judged(results, others)).map(([id, { verdict }]) => [id, verdict]));

describe('claims of section 3.2', () => {
  it('are supported where all is as the document says, but that 75,008 is not fewer than 73,984', () => {
    const results = judged(asStated, [mnist, layers(layer('CustomReLU', 0))]);
    expect(
      Object.values(results).flatMap(({ id, verdict }) => (verdict === 'supported' ? [] : [id])),
    ).toEqual(['blocks-bottleneck-fewer-than-basic']);
    expect(results['blocks-bottleneck-fewer-than-basic'].because).toContain('contradicts itself');
  });

  it('are refuted by other blocks and other accuracies', () => {
    const others = [
      block('basic', 32, 73_985, { activationBytes: 9e7 }),
      block('bottleneck', 256, 75_000, { outputSpread: [0.8, null] }),
      block('wide', 128, 150_000),
    ];
    const worse = study(
      'residual-blocks',
      {
        'Basic blocks': { accuracy: 0.8, gap: 0.1 },
        'Bottleneck blocks': { accuracy: 0.7 },
        'Wide blocks': { accuracy: 0.6 },
      },
      { analyses: { blockComparison: others } },
    );
    expect(verdicts(worse)).toMatchObject({
      'blocks-basic-shape-and-parameters': 'refuted',
      'blocks-basic-resists-overfitting': 'refuted',
      'blocks-bottleneck-shape-and-parameters': 'refuted',
      'blocks-bottleneck-fewer-than-basic': 'refuted',
      'blocks-bottleneck-stable-forward': 'refuted',
      'blocks-wide-shape-and-parameters': 'refuted',
      'blocks-wide-more-memory': 'refuted',
      'blocks-wide-more-accurate': 'refuted',
      'conclusion-wide-and-bottleneck-best': 'refuted',
    });
  });

  it('about nets are inconclusive where none was trained, and say so', () => {
    const { analyses, settings } = asStated;
    const document = study(
      'residual-blocks',
      {},
      { preset: 'document', analyses, settings: { ...settings, epochs: 0 } },
    );
    const results = judged(document);
    for (const id of ['blocks-basic-resists-overfitting', 'blocks-wide-more-accurate']) {
      expect(results[id]).toMatchObject({ verdict: 'inconclusive' });
      expect(results[id].because).toContain('trains no nets of blocks');
    }
    expect(results['blocks-wide-more-memory'].verdict).toBe('supported');
  });
});

describe('claims of the conclusion', () => {
  it('name the layers that differ from their counterparts', () => {
    const results = judged(asStated, [layers(layer('NoisyConv2D', 0.3), layer('CustomReLU', 0))]);
    expect(results['conclusion-layers-equal']).toMatchObject({ verdict: 'refuted' });
    expect(results['conclusion-layers-equal'].because).toMatch(
      /^NoisyConv2D by up to 0\.30 in training .*Equal: CustomReLU\. The document contradicts itself: /,
    );
    expect(verdicts(asStated)).toMatchObject({ 'conclusion-layers-equal': 'inconclusive' });
  });

  it('are refuted by one study in which the plain CNN is ahead, and say in which', () => {
    const behind = study('fcn-vs-cnn-mnist', {
      ResidualCNN: { accuracy: 0.97, rise: 0.4 },
      SimpleCNN: { accuracy: 0.98, rise: 0.2 },
    });
    const results = judged(asStated, [behind]);
    for (const id of ['conclusion-residual-more-accurate', 'conclusion-residual-more-stable']) {
      expect(results[id].verdict).toBe('refuted');
      expect(results[id].because).toContain(
        'behind in 1 of 4 pairs (ResidualCNN of SimpleCNN in fcn-vs-cnn-mnist)',
      );
      expect(results[id].because).toContain('The document contradicts itself');
    }
  });

  it('about stability are refuted by a residual net that varies more from seed to seed', () => {
    const varying = study('fcn-vs-cnn-mnist', {
      ResidualCNN: { accuracy: 0.9, rise: 0.1, spread: 0.05 },
      SimpleCNN: { accuracy: 0.8, rise: 0.2 },
    });
    expect(verdicts(asStated, [varying])).toMatchObject({
      'conclusion-residual-more-stable': 'refuted',
      'conclusion-residual-more-accurate': 'inconclusive',
    });
  });

  it('leave out nets trained on augmented images', () => {
    const augmented = study('fcn-vs-cnn-cifar10', {
      'CIFAR ResidualCNN': {},
      'CIFAR SimpleCNN, augmented': { accuracy: 0.9 },
    });
    augmented.settings.augmented = { 'CIFAR SimpleCNN, augmented': { horizontalFlip: true } };
    expect(verdicts(asStated, [augmented])).toMatchObject({
      'conclusion-residual-more-accurate': 'supported',
    });
  });

  it('that all models trained are refuted by runs that diverged or learnt next to nothing', () => {
    const diverged = study('depth', { 'Depth 6': {} });
    diverged.runs[1] = { ...diverged.runs[1], status: 'diverged', message: 'The loss is not finite.' };
    const guessing = study('depth', { 'Depth 6': { accuracy: 0.2 } });
    for (const poor of [diverged, guessing]) {
      const { verdict, because } = judged(asStated, [poor])['conclusion-all-trained'];
      expect(verdict).toBe('refuted');
      expect(because).toContain('Depth 6 (depth)');
    }
  });
});
