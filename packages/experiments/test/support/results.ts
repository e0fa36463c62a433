import { packImage } from '../../src/results/packed-image.js';
import { encodeHits } from '../../src/results/test-hits.js';
import type { Results } from '../../src/results/types.js';

/** Results in which every optional part occurs. */
export function exampleResults(): Results {
  const epoch = (loss: number) => ({
    trainLoss: loss,
    trainAccuracy: 0.9,
    testLoss: loss + 0.1,
    testAccuracy: 0.88,
    seconds: 1.5,
  });
  return {
    schemaVersion: 1,
    status: 'failed',
    environment: {
      date: '2026-11-24T10:00:00.000Z',
      node: 'v24.21.0',
      platform: 'linux x64',
      cpu: 'Some processor',
      cores: 2,
      backend: 'webgpu',
      adapter: 'Some adapter',
      threads: 1,
      wideVectors: false,
      versions: { '@tensorflow/tfjs-core': '4.22.0' },
    },
    studies: [
      {
        id: 'fcn-vs-cnn-mnist',
        preset: 'quick',
        data: {
          name: 'Synthetic digits',
          sha256: 'ab'.repeat(32),
          synthetic: true,
          verified: true,
          classNames: ['0', '1', '2'],
          trainSize: 3000,
          testSize: 1000,
        },
        settings: { epochs: 2, batchSize: 64, learningRate: 0.001, seeds: [1] },
        runs: [
          {
            model: 'FCN',
            seed: 1,
            parameters: 536842,
            multiplyAdds: 535040,
            status: 'finished',
            epochs: [epoch(0.5), epoch(0.3)],
            trainSeconds: 3,
            final: { train: { loss: 0.2, accuracy: 0.95 }, test: { loss: 0.4, accuracy: 0.88 } },
            testHits: hits(880),
            inferenceMsPerImage: { batch64: 0.02, batch1: 0.4 },
          },
          {
            model: 'SimpleCNN',
            seed: 1,
            parameters: 421642,
            multiplyAdds: 4000000,
            status: 'finished',
            epochs: [epoch(0.4), epoch(0.1)],
            trainSeconds: 9,
            final: { train: { loss: 0.1, accuracy: 0.99 }, test: { loss: 0.2, accuracy: 0.97 } },
            testHits: hits(970),
            inferenceMsPerImage: { batch64: 0.1, batch1: 0.9 },
          },
          {
            model: 'ResidualCNN',
            seed: 1,
            parameters: 160906,
            multiplyAdds: 40000000,
            status: 'diverged',
            message: 'the loss became NaN in epoch 2, batch 3 of 47',
            epochs: [epoch(0.6)],
            trainSeconds: 20,
          },
        ],
        analyses: {
          confusion: [
            {
              model: 'FCN',
              seed: 1,
              counts: [
                [5, 1, 0],
                [2, 4, 0],
                [0, 0, 6],
              ],
            },
          ],
          gradientFlow: [
            {
              model: 'FCN',
              seed: 1,
              images: 128,
              layers: ['dense1', 'logits'],
              epochs: [
                { epoch: 0, mean: [0.001, 0.01], norm: [0.5, 1] },
                { epoch: 1, mean: [0.002, null], norm: [0.7, null] },
              ],
            },
          ],
          weights: [
            {
              model: 'FCN',
              seed: 1,
              layers: [
                {
                  layer: 'dense1',
                  range: [-0.2, 0.2],
                  epochs: [
                    { epoch: 0, min: -0.1, max: 0.1, mean: 0, standardDeviation: 0.05, counts: [0, 3, 3, 0] },
                    {
                      epoch: 1,
                      min: -0.3,
                      max: 0.2,
                      mean: 0,
                      standardDeviation: 0.08,
                      counts: [1, 2, 2, 1],
                      movement: { lowest: 0.2, middle: 0.01, highest: 0.1 },
                    },
                  ],
                },
              ],
            },
          ],
          layers: [
            {
              model: 'SimpleCNN',
              layers: [
                {
                  layer: 'conv1',
                  type: 'Conv2D',
                  outputShape: [2, 2, 8],
                  parameters: 80,
                  multiplyAdds: 288,
                  receptiveField: { size: 3, jump: 1 },
                },
                {
                  layer: 'flatten',
                  type: 'Flatten',
                  outputShape: [null],
                  parameters: 0,
                  multiplyAdds: 0,
                  receptiveField: null,
                },
              ],
            },
          ],
          receptiveFields: [
            {
              model: 'SimpleCNN',
              seed: 1,
              images: 64,
              layers: [{ layer: 'conv1', size: 3, top: -1, left: -1, effectiveSize: 1.7, field: picture() }],
            },
          ],
          filters: [{ model: 'SimpleCNN', seed: 1, layer: 'conv1', filters: [picture(), picture()] }],
          featureMaps: [
            {
              model: 'SimpleCNN',
              seed: 1,
              images: [{ index: 0, label: 2, picture: packImage([0, 50, 255, 0, 1, 2], 2, 1, 3) }],
              layers: [
                {
                  layer: 'conv1',
                  stage: 'early',
                  detail: 1.2,
                  edges: 0.5,
                  extent: 0.3,
                  structure: 0.4,
                  resolution: [2, 2],
                  channels: [3],
                  maps: [[picture()]],
                },
              ],
            },
          ],
        },
        claims: [
          {
            id: 'fastest',
            section: '1.1',
            statement: 'FCN is fastest.',
            original: 'FCN самая быстрая.',
            kind: 'measured',
            verdict: 'supported',
            figures: { ratio: 3 },
            because: 'It took a third of the time.',
          },
        ],
      },
    ],
  };
}

/** The first so many of 1,000 test images. */
function hits(right: number): string {
  const labels = new Uint8Array(1000);
  return encodeHits(
    labels,
    labels.map((_, image) => (image < right ? 0 : 1)),
  );
}

function picture() {
  return packImage([-0.2, 0, 0.1, 0.5], 2, 2);
}
