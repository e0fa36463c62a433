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
        analyses: {},
        claims: [
          {
            id: 'fastest',
            section: '1.1',
            statement: 'FCN is fastest.',
            verdict: 'supported',
            figures: { ratio: 3 },
          },
        ],
      },
    ],
  };
}
