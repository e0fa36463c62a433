import { describe, expect, it } from 'vitest';
import { exampleResults } from '../../../test/support/results.js';
import { judgeClaims } from '../../claims/judge-claims.js';
import { encodeHits } from '../../results/test-hits.js';
import type { RunRecord, StudyResults } from '../../results/types.js';
import { claims } from './claims/index.js';
import { netsOf } from './nets.js';

const TEST_SIZE = 10_000;
const EPOCHS = [0, 1, 2, 3];

/** What a net did, and what was measured of it. */
interface Net {
  /** From each seed. */
  accuracy: number[];
  seconds: number;
  parameters: number;
  /** The mean absolute gradient of each convolution, before training and after every epoch. */
  gradients: number[];
  detail: number;
  edges: number;
  lateStructure: number;
}

const usual: Net = {
  accuracy: [0.985],
  seconds: 100,
  parameters: 100_000,
  gradients: [0.02, 0.01],
  detail: 1,
  edges: 0.6,
  lateStructure: 0.5,
};

/** A world in which all of the document's statements hold: shallow, medium, deep, residual, one more. */
const asStated: Partial<Net>[] = [
  { seconds: 10 },
  { accuracy: [0.9885], seconds: 40, parameters: 2_000_000, gradients: [0.01, 0.003, 0.004, 0.01] },
  {
    accuracy: [0.972],
    seconds: 100,
    parameters: 3_500_000,
    gradients: [0.00005, 0.0005, 0.001, 0.002, 0.005, 0.01],
    detail: 0.7,
    lateStructure: 0.3,
  },
  { accuracy: [0.9925], seconds: 60, parameters: 200_000, gradients: [0.05, 0.02, 0.01, 0.01, 0.01] },
  { accuracy: [0.98], seconds: 90, gradients: [0.01, 0.01] },
];

/** The measures alone. */
const noMaps = { layer: 'conv', resolution: [28, 28], channels: [], maps: [] };

function results(nets: Partial<Net>[], preset = 'document'): StudyResults {
  const { shallow, medium, deep, residual, others } = netsOf({ preset });
  const named = [shallow, medium, deep, residual, ...others].map(
    (model, i) => [model, { ...usual, ...nets[i] }] as const,
  );
  const example = exampleResults().studies[0];
  return {
    ...example,
    id: 'depth',
    preset,
    data: { ...example.data, synthetic: false, trainSize: 60_000, testSize: TEST_SIZE },
    runs: named.flatMap(([model, net]) => net.accuracy.map((_, i) => run(model, i, net))),
    analyses: {
      gradientFlow: named.flatMap(([model, net]) =>
        net.accuracy.map((_, i) => ({ model, seed: i + 1, ...gradientsOf(net) })),
      ),
      featureMaps: named.flatMap(([model, { accuracy, detail, edges, lateStructure }]) =>
        accuracy.map((_, i) => ({
          model,
          seed: i + 1,
          images: [],
          layers: [
            { ...noMaps, stage: 'early', detail, edges, extent: 0.5, structure: 0.5 },
            { ...noMaps, stage: 'late', detail: 0.5, edges: 0.5, extent: 0.5, structure: lateStructure },
          ],
        })),
      ),
    },
    claims: [],
  };
}

/** With the names of a plain net, and a dense layer behind. */
function gradientsOf({ gradients }: Net) {
  return {
    images: 128,
    layers: [...gradients.map((_, i) => `conv${i + 1}`), 'logits'],
    epochs: EPOCHS.map((epoch) => ({
      epoch,
      mean: [...gradients, 1],
      norm: [...gradients, 1],
    })),
  };
}

function run(model: string, index: number, { accuracy, seconds, parameters }: Net): RunRecord {
  const labels = new Uint8Array(TEST_SIZE);
  return {
    model,
    seed: index + 1,
    parameters,
    multiplyAdds: 1e6,
    status: 'finished',
    epochs: [0, 1, 2].map((epoch) => ({
      trainLoss: 0.1,
      trainAccuracy: 0.98,
      testLoss: 0.1,
      testAccuracy: accuracy[index],
      seconds: (seconds / 3) * (1 + 0.01 * (epoch - 1)),
    })),
    trainSeconds: seconds * (1 + 0.001 * index),
    final: { train: { loss: 0.1, accuracy: 0.99 }, test: { loss: 0.1, accuracy: accuracy[index] } },
    testHits: encodeHits(
      labels,
      labels.map((_, image) => (image < accuracy[index] * TEST_SIZE ? 0 : 1)),
    ),
    inferenceMsPerImage: { batch64: 0.1, batch1: 1 },
  };
}

function judge(study: StudyResults) {
  return judgeClaims(claims, study, [study]);
}

function idsBut(verdict: string, study: StudyResults): string[] {
  return judge(study).flatMap((claim) => (claim.verdict === verdict ? [] : [claim.id]));
}

describe('claims of section 2.2', () => {
  it('are supported where all is as the document says', () => {
    expect(idsBut('supported', results(asStated))).toEqual([]);
  });

  it('are refuted where it is the other way round', () => {
    const [shallow, medium, deep, residual] = asStated;
    const turned = results([
      { ...deep, accuracy: [0.96], edges: 0.1, parameters: 3_000_000 },
      { ...medium, accuracy: [0.95], gradients: [0.02, 0.02, 0.02, 0.01] },
      { ...shallow, ...residual, accuracy: [0.99], seconds: 20 },
      { ...deep, accuracy: [0.9], seconds: 200, detail: 0.5, lateStructure: 0.2 },
    ]);
    expect(idsBut('refuted', turned)).toEqual([]);
  });

  it('says of the best residual net that section 1.1 has one as the worst', () => {
    const best = judge(results(asStated)).find(({ id }) => id === 'depth-residual-most-accurate');
    expect(best!.because).toContain('section 1.1 has a residual network as the worst');
    expect(best!.contradicts).toEqual(['mnist-residual-worst']);
  });

  it('cannot decide whether gradients vanish that are small in all layers of the deep net', () => {
    const small = asStated.map((net, i) => (i === 2 ? { ...net, gradients: [1e-5, 1e-5, 1e-5] } : net));
    const [claim] = judge(results(small)).filter(({ id }) => id === 'depth-deep-gradients-vanish');
    expect(claim).toMatchObject({
      verdict: 'inconclusive',
      because: expect.stringContaining(
        'It is 0.05 % to 0.05 % of that of the first convolution of Depth 2.',
      ) as string,
    });
  });

  it('find gradients that explode neither stable nor passed on', () => {
    const exploding = [2, 0.01];
    const study = results([{ gradients: exploding }, {}, { gradients: exploding }, { gradients: exploding }]);
    const verdicts = Object.fromEntries(judge(study).map(({ id, verdict }) => [id, verdict]));
    expect(verdicts).toMatchObject({
      'depth-shallow-stable-gradients': 'refuted',
      'depth-deep-gradients-vanish': 'refuted',
      'depth-residual-gradients-pass': 'refuted',
    });
  });

  it('decide nothing by synthetic images that the document says of accuracies on MNIST', () => {
    const study = results(asStated);
    study.data.synthetic = true;
    expect(idsBut('supported', study)).toEqual([
      'depth-shallow-good-by-epoch-2',
      'depth-shallow-accuracy',
      'depth-medium-accuracy',
      'depth-deep-accuracy',
      'depth-residual-accuracy',
    ]);
  });
});

describe('claims of section 2.2 on nets of equal size', () => {
  const seeds = (accuracy: number) => [accuracy - 0.0003, accuracy, accuracy + 0.0003];
  const matched = asStated.map((net) => ({
    ...net,
    accuracy: seeds(net.accuracy?.[0] ?? 0.985),
    parameters: 105_000,
  }));

  it('are judged on them, but for those about the sizes and accuracies of others', () => {
    const undecided = judge(results(matched, 'matched')).filter(({ verdict }) => verdict !== 'supported');
    expect(undecided.map(({ id, because }) => [id, because.split('so ')[1]])).toEqual([
      ['depth-sizes', "the sizes of the document's are not theirs."],
      ['depth-shallow-good-by-epoch-2', "the accuracies of the document's are not theirs."],
      ['depth-shallow-accuracy', "the accuracies of the document's are not theirs."],
      ['depth-medium-accuracy', "the accuracies of the document's are not theirs."],
      ['depth-deep-accuracy', "the accuracies of the document's are not theirs."],
      ['depth-residual-accuracy', "the accuracies of the document's are not theirs."],
    ]);
  });

  it('ask of the residual net that it is ahead of the plain one with normalization too', () => {
    const study = results([...matched.slice(0, 4), { ...matched[4], accuracy: seeds(0.9925) }], 'matched');
    expect(idsBut('supported', study)).toContain('depth-residual-most-accurate');
  });
});
