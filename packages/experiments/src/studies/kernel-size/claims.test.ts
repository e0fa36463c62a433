import { describe, expect, it } from 'vitest';
import { exampleResults } from '../../../test/support/results.js';
import { judgeClaims } from '../../claims/judge-claims.js';
import { encodeHits } from '../../results/test-hits.js';
import type { LayersRecord, RunRecord, StudyResults } from '../../results/types.js';
import { validateResults } from '../../results/validate.js';
import { claims } from './claims/index.js';
import { netsOf } from './nets.js';

const TEST_SIZE = 10_000;

/** What a net did, and what was measured of it. */
interface Net {
  accuracy: number[];
  gap: number;
  losses: number[];
  seconds: number;
  parameters: number;
  multiplyAdds: number;
  /** Theoretical, by convolution. */
  fields: number[];
  effective: number;
  /** Into and out of the first convolution. */
  channels: [number, number];
  detail: number;
  edges: number;
  extent: number;
  structure: number;
}

const usual: Net = {
  accuracy: [0.98],
  gap: 0.005,
  losses: [0.2, 0.1, 0.08],
  seconds: 100,
  parameters: 400_000,
  multiplyAdds: 20e6,
  fields: [3, 8, 18],
  effective: 6,
  channels: [1, 32],
  detail: 1.2,
  edges: 0.6,
  extent: 0.3,
  structure: 0.7,
};

/** As the document says, from one seed: a world in which all of its statements hold that one seed can decide. */
const asStated: Partial<Net>[] = [
  { accuracy: [0.99], parameters: 200_000, multiplyAdds: 10e6 },
  {
    accuracy: [0.986],
    seconds: 150,
    parameters: 300_000,
    fields: [5, 14, 32],
    effective: 10,
    detail: 1,
    extent: 0.4,
  },
  {
    accuracy: [0.97],
    seconds: 200,
    parameters: 400_000,
    multiplyAdds: 30e6,
    fields: [7, 20, 46],
    detail: 0.8,
  },
  {
    accuracy: [0.98],
    gap: 0.02,
    seconds: 125,
    parameters: 100_000,
    fields: [1, 6, 22],
    channels: [4, 2],
  },
];

function results(nets: Partial<Net>[], preset = 'document'): StudyResults {
  const { k3, k5, k7, mixed } = netsOf({ preset });
  const named = [k3, k5, k7, ...mixed].map((model, i) => {
    const net: Net = { ...usual, ...nets[Math.min(i, nets.length - 1)] };
    return [model, net] as const;
  });
  const example = exampleResults().studies[0];
  return {
    ...example,
    id: 'kernel-size',
    preset,
    data: { ...example.data, trainSize: 60_000, testSize: TEST_SIZE },
    runs: named.flatMap(([model, net]) => net.accuracy.map((_, i) => run(model, i, net))),
    analyses: {
      layers: named.map(([model, net]) => ({ model, layers: layersOf(net) })),
      receptiveFields: perRun(named, ({ effective }) => ({
        images: 64,
        layers: [3, effective].map((effectiveSize) => ({
          layer: 'conv',
          size: 18,
          top: 5,
          left: 5,
          effectiveSize,
          field: picture,
        })),
      })),
      featureMaps: perRun(named, ({ detail, edges, extent, structure }) => ({
        images: [],
        layers: [
          { ...noMaps, stage: 'early', detail, edges, extent, structure },
          { ...noMaps, stage: 'late', detail: 0, edges: 0, extent: 0, structure: 0 },
        ],
      })),
    },
    claims: [],
  };
}

const picture = { width: 1, height: 1, low: 0, high: 1, pixels: 'AA==' };
const noMaps = { layer: 'conv', resolution: [28, 28] as [number, number], channels: [], maps: [] };

function perRun<Record extends object>(named: (readonly [string, Net])[], record: (net: Net) => Record) {
  return named.flatMap(([model, net]) =>
    net.accuracy.map((_, i) => ({ model, seed: i + 1, ...record(net) })),
  );
}

function run(model: string, index: number, net: Net): RunRecord {
  const accuracy = net.accuracy[index];
  const labels = new Uint8Array(TEST_SIZE);
  return {
    model,
    seed: index + 1,
    parameters: net.parameters,
    multiplyAdds: net.multiplyAdds,
    status: 'finished',
    epochs: net.losses.map((testLoss, i) => ({
      trainLoss: 0.1,
      trainAccuracy: 0.98,
      testLoss,
      testAccuracy: accuracy,
      seconds: (net.seconds / net.losses.length) * (1 + 0.01 * (i - 1)),
    })),
    trainSeconds: net.seconds * (1 + 0.001 * index),
    final: {
      train: { loss: 0.1, accuracy: accuracy + net.gap },
      test: { loss: 0.1, accuracy },
    },
    testHits: encodeHits(
      labels,
      labels.map((_, image) => (image < accuracy * TEST_SIZE ? 0 : 1)),
    ),
    inferenceMsPerImage: { batch64: 0.1, batch1: 1 },
  };
}

function layersOf({ fields, channels: [into, out] }: Net): LayersRecord['layers'] {
  const [side, multiplyAdds] = [28, 0];
  return [
    {
      layer: 'images',
      type: 'InputLayer',
      outputShape: [side, side, into],
      parameters: 0,
      multiplyAdds,
      receptiveField: { size: 1, jump: 1 },
    },
    ...fields.map((size, i) => ({
      layer: `conv${i + 1}`,
      type: 'Conv2D',
      outputShape: [side, side, out],
      parameters: i === 0 && size === 1 ? into * out + out : 9 * into * out + out,
      multiplyAdds,
      receptiveField: { size, jump: 1 },
    })),
    {
      layer: 'logits',
      type: 'Dense',
      outputShape: [10],
      parameters: 1000,
      multiplyAdds,
      receptiveField: null,
    },
  ];
}

function judge(study: StudyResults) {
  const judged = judgeClaims(claims, study, [study]);
  validateResults({ ...exampleResults(), studies: [{ ...study, claims: judged }] }, 'it');
  return judged;
}

function verdicts(study: StudyResults): Record<string, string> {
  return Object.fromEntries(judge(study).map(({ id, verdict }) => [id, verdict]));
}

describe('claims of section 2.1', () => {
  it('are supported where all is as the document says', () => {
    const standing = Object.entries(verdicts(results(asStated))).filter(([, is]) => is !== 'supported');
    // How results vary from seed to seed takes several.
    expect(standing).toEqual([['kernel-mixed-less-stable', 'inconclusive']]);
  });

  it('are refuted where it is the other way round', () => {
    const [three, five, seven, mixed] = asStated;
    const dull = { detail: 0.5, edges: 0.1, structure: 0.2 };
    const turned = results([
      { ...seven, ...dull, losses: [0.1, 0.2, 0.1], extent: 0.5, effective: 11 },
      { ...five, detail: 0.9 },
      { ...three, detail: 1.1 },
      { ...mixed, ...dull, accuracy: [0.995], gap: 0, seconds: 400, parameters: 500_000, channels: [1, 32] },
    ]);
    const standing = Object.entries(verdicts(turned)).filter(([, is]) => is !== 'refuted');
    expect(standing).toEqual([['kernel-mixed-less-stable', 'inconclusive']]);
  });

  it("find the document's own nets to shrink as kernels grow, and say so", () => {
    const sizes: [number, number][] = [
      [665_994, 29.4e6],
      [405_898, 20.7e6],
      [201_482, 10.5e6],
      [372_362, 10.4e6],
    ];
    const judged = judge(results(sizes.map(([parameters, multiplyAdds]) => ({ parameters, multiplyAdds }))));
    const found = (id: string) => judged.find((claim) => claim.id === id);
    expect(found('kernel-parameters-grow-with-kernel')).toMatchObject({
      verdict: 'refuted',
      because: expect.stringContaining('contradicts its own nets') as string,
    });
    expect(found('kernel-computation-grows-with-kernel')).toMatchObject({ verdict: 'refuted' });
    expect(found('kernel-mixed-fewer-parameters')).toMatchObject({
      verdict: 'refuted',
      because:
        'Parameters: Mixed kernels 372,362, Kernel 3x3 665,994, Kernel 5x5 405,898, Kernel 7x7 201,482.',
    });
    expect(found('kernel-3x3-most-accurate')!.because).toContain(
      'These nets differ in size as well as in their kernels (parameters: Kernel 3x3 665,994, ',
    );
  });
});

describe('claims of section 2.1 on nets of equal size', () => {
  const seeds = (accuracy: number, spread: number) =>
    [-1, -0.5, 0, 0.5, 1].map((step) => accuracy + step * spread);
  const [three, five, seven, mixed] = asStated;
  const matched = [
    { ...three, accuracy: seeds(0.99, 0.0002) },
    { ...five, accuracy: seeds(0.987, 0.0002) },
    { ...seven, accuracy: seeds(0.96, 0.0002) },
    { ...mixed, gap: 0.009, accuracy: seeds(0.975, 0.004) },
    { ...mixed, gap: 0.009, accuracy: seeds(0.98, 0.004) },
  ];

  it('are judged on them, but for those about their sizes', () => {
    const standing = judge(results(matched, 'matched')).filter(({ verdict }) => verdict !== 'supported');
    expect(standing.map(({ id, because }) => [id, because])).toEqual([
      ['kernel-parameters-grow-with-kernel', 'These nets have the same number of parameters by choice.'],
      ['kernel-mixed-fewer-parameters', 'These nets have the same number of parameters by choice.'],
    ]);
  });

  it('decide nothing where the two nets of mixed kernels disagree', () => {
    const other = { ...mixed, gap: 0.009, accuracy: seeds(0.9905, 0.0002), seconds: 300 };
    expect(verdicts(results([...matched.slice(0, 4), other], 'matched'))).toMatchObject({
      'kernel-mixed-in-between': 'inconclusive',
      'kernel-mixed-faster-than-7x7': 'inconclusive',
      'kernel-mixed-less-stable': 'inconclusive',
    });
  });
});
