import { describe, expect, it } from 'vitest';
import { exampleResults } from '../../../test/support/results.js';
import { judgeClaims } from '../../claims/judge-claims.js';
import { encodeHits } from '../../results/test-hits.js';
import type { LayerComparisonRecord, RunRecord, StudyResults } from '../../results/types.js';
import { validateResults } from '../../results/validate.js';
import { claims } from './claims.js';

const same = { equal: true, largest: 0, standardDeviation: 0 };
const noisy = { equal: false, largest: 0.5, standardDeviation: 0.1 };
const both = <Value>(custom: Value, standard = custom) => ({ custom, standard });

function entry(
  layer: string,
  standard: string,
  shape: number[],
  more: Partial<LayerComparisonRecord> = {},
): LayerComparisonRecord {
  return {
    layer,
    standard,
    inputShape: [1, 32, 32, 16],
    outputShape: both(shape),
    parameters: both(10),
    images: 64,
    inference: same,
    training: same,
    gradients: [{ of: 'input', ...same }],
    range: both({ low: 0, high: 1 }),
    forwardMs: both(2),
    backwardMs: both(3),
    timeRatio: 1,
    ...more,
  };
}

/** Every layer as the document has it. */
const asStated = {
  conv: entry('NoisyConv2D', 'conv2d', [1, 32, 32, 16], { training: noisy }),
  attention: entry('SpatialAttention', 'squeeze-and-excitation', [], {
    outputShape: both([1, 32, 32, 1], [1, 1, 1, 16]),
    inference: null,
    training: null,
    gradients: null,
    timeRatio: 0.5,
    masks: [
      { low: 0.1, high: 0.6 },
      { low: 0.3, high: 0.8 },
      { low: 0.4, high: 0.95 },
    ],
  }),
  relu: entry('CustomReLU', 'reLU', [1, 32, 32, 16], { gradientAtZero: both(1, 0) }),
  pool: entry('AdaptiveAvgPool2D', 'averagePooling2d', [1, 4, 4, 3]),
};

function study(entries: typeof asStated, accuracies: Record<string, number> = {}, epochs = 2): StudyResults {
  const [example] = exampleResults().studies;
  const labels = new Uint8Array(1000);
  const runs = Object.entries(accuracies).map(([model, accuracy]): RunRecord => ({
    ...example.runs[0],
    model,
    final: { train: { loss: 1, accuracy }, test: { loss: 1, accuracy } },
    testHits: encodeHits(
      labels,
      labels.map((_, i) => (i < 1000 * accuracy ? 0 : 1)),
    ),
  }));
  return {
    ...example,
    id: 'custom-layers',
    settings: { ...example.settings, epochs },
    runs,
    analyses: { layerComparison: Object.values(entries) },
    claims: [],
  };
}

function verdicts(results: StudyResults): Record<string, string> {
  const judged = judgeClaims(claims, results, []);
  validateResults({ ...exampleResults(), studies: [{ ...results, claims: judged }] }, 'it');
  return Object.fromEntries(judged.map(({ id, verdict }) => [id, verdict]));
}

const attended = { 'With spatial attention': 0.6, 'With channel attention': 0.7 };

describe('claims of section 3.1', () => {
  it('are supported where all is as the document says', () => {
    const judged = verdicts(study(asStated, attended));
    expect(Object.entries(judged).filter(([, verdict]) => verdict !== 'supported')).toEqual([]);
    expect(Object.keys(judged)).toHaveLength(12);
  });

  it('are refuted where it is the other way round', () => {
    const { conv, attention, relu, pool } = asStated;
    const off = { ...noisy, largest: 1e-3 };
    const judged = verdicts(
      study(
        {
          conv: {
            ...conv,
            outputShape: both([1, 30, 30, 16], [1, 32, 32, 16]),
            training: same,
            inference: off,
          },
          attention: {
            ...attention,
            outputShape: both([1, 32, 32, 16]),
            timeRatio: 2,
            masks: [{ low: 0.49, high: 0.51 }],
          },
          relu: { ...relu, inference: off, gradients: [{ of: 'input', ...off }] },
          pool: { ...pool, training: off, timeRatio: 2 },
        },
        { 'With spatial attention': 0.7, 'With channel attention': 0.6 },
      ),
    );
    expect(Object.entries(judged).filter(([, verdict]) => verdict !== 'refuted')).toEqual([]);
  });

  it('put differences down to noise only where they are as large as the noise', () => {
    const conv = { ...asStated.conv, training: { ...noisy, standardDeviation: 0.2 } };
    expect(verdicts(study({ ...asStated, conv }))).toMatchObject({
      'layers-noisy-conv-values-differ': 'supported',
      'layers-noisy-conv-equal-without-noise': 'refuted',
    });
  });

  it('refuse masks beyond the range of the sigmoid', () => {
    const attention = {
      ...asStated.attention,
      masks: [
        { low: 0.3, high: 0.8 },
        { low: 0.3, high: 1.1 },
        { low: 0.3, high: 0.8 },
      ],
    };
    expect(verdicts(study({ ...asStated, attention }))['layers-attention-range']).toBe('refuted');
  });

  it('decide nothing by times that are about equal', () => {
    const attention = { ...asStated.attention, timeRatio: 1.05 };
    const pool = { ...asStated.pool, timeRatio: 1.2 };
    expect(verdicts(study({ ...asStated, attention, pool }))).toMatchObject({
      'layers-attention-faster': 'inconclusive',
      'layers-pool-as-fast': 'inconclusive',
    });
  });

  it('say what they lack', () => {
    const [faster, informative] = ['layers-attention-faster', 'layers-attention-less-informative'].map((id) =>
      claims.find((claim) => claim.id === id)!,
    );
    const untrained = study(asStated, {}, 0);
    expect(judgeClaims([informative], untrained, [])[0].because).toBe(
      'It takes trained nets; in this preset nothing is trained.',
    );
    expect(judgeClaims([faster], { ...untrained, analyses: {} }, [])[0].because).toBe(
      'The results lack a comparison of SpatialAttention with a standard layer.',
    );
  });
});
