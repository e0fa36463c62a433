import '@tensorflow/tfjs-backend-cpu';
import * as tfc from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { layerCosts, models, multiplyAdds, parameterCount, type LayerCost } from './index.js';
import { matchedDepthNets } from './matched-depth-nets.js';
import { matchedKernelNets } from './matched-kernel-nets.js';

/** Multiply-adds of ResidualCNN on images of `size` x `size` pixels. */
function residualCnnMultiplyAdds(size: number, channels: number): number {
  const positions = size * size;
  const stem = positions * 9 * channels * 32;
  const basic32 = positions * 2 * (9 * 32 * 32);
  const basic64Half = (positions / 4) * (9 * 32 * 64 + 9 * 64 * 64 + 32 * 64);
  const basic64 = (positions / 4) * 2 * (9 * 64 * 64);
  return stem + basic32 + basic64Half + basic64 + 4 * 4 * 64 * 10;
}

const depth6MatchedMultiplyAdds =
  28 * 28 * 9 * (20 + 20 * 20) +
  14 * 14 * 9 * (20 * 44 + 44 * 44) +
  7 * 7 * 9 * (44 * 52 + 52 * 52) +
  3 * 3 * 52 * 64 +
  64 * 10;

/** Trainable parameters as in the document, and multiply-adds of one image worked out by hand. */
const expected: Record<string, { parameters: number; multiplyAdds: number }> = {
  FCN: { parameters: 536_842, multiplyAdds: 784 * 512 + 512 * 256 + 256 * 10 },
  SimpleCNN: {
    parameters: 421_642,
    multiplyAdds: 28 * 28 * 9 * 32 + 14 * 14 * 9 * 32 * 64 + 7 * 7 * 64 * 128 + 128 * 10,
  },
  ResidualCNN: { parameters: 160_906, multiplyAdds: residualCnnMultiplyAdds(28, 1) },
  'CIFAR FCN': {
    parameters: 1_748_266,
    multiplyAdds: 3072 * 512 + 512 * 256 + 256 * 128 + 128 * 64 + 64 * 32 + 32 * 10,
  },
  'CIFAR SimpleCNN': {
    parameters: 620_362,
    multiplyAdds:
      32 * 32 * 9 * 3 * 32 + 16 * 16 * 9 * 32 * 64 + 8 * 8 * 9 * 64 * 128 + 4 * 4 * 128 * 256 + 256 * 10,
  },
  'CIFAR ResidualCNN': { parameters: 161_482, multiplyAdds: residualCnnMultiplyAdds(32, 3) },
  'Kernel 3x3': {
    parameters: 665_994,
    multiplyAdds:
      28 * 28 * 9 * 64 + 14 * 14 * 9 * 64 * 128 + 7 * 7 * 9 * 128 * 256 + 3 * 3 * 256 * 128 + 128 * 10,
  },
  'Kernel 5x5': {
    parameters: 405_898,
    multiplyAdds:
      28 * 28 * 25 * 32 + 14 * 14 * 25 * 32 * 64 + 7 * 7 * 25 * 64 * 128 + 3 * 3 * 128 * 128 + 128 * 10,
  },
  'Kernel 7x7': {
    parameters: 201_482,
    multiplyAdds:
      28 * 28 * 49 * 16 + 14 * 14 * 49 * 16 * 32 + 7 * 7 * 49 * 32 * 64 + 3 * 3 * 64 * 128 + 128 * 10,
  },
  'Mixed kernels': {
    parameters: 372_362,
    multiplyAdds: 28 * 28 * 32 + 14 * 14 * 9 * 32 * 64 + 7 * 7 * 25 * 64 * 128 + 3 * 3 * 128 * 128 + 128 * 10,
  },
  'Kernel 3x3, matched': {
    parameters: 199_394,
    multiplyAdds: 28 * 28 * 9 * 24 + 14 * 14 * 9 * 24 * 56 + 7 * 7 * 9 * 56 * 112 + 3 * 3 * 112 * 128 + 1280,
  },
  'Kernel 5x5, matched': {
    parameters: 198_322,
    multiplyAdds: 28 * 28 * 25 * 24 + 14 * 14 * 25 * 24 * 40 + 7 * 7 * 25 * 40 * 80 + 3 * 3 * 80 * 128 + 1280,
  },
  'Kernel 7x7, matched': {
    parameters: 201_482,
    multiplyAdds: 28 * 28 * 49 * 16 + 14 * 14 * 49 * 16 * 32 + 7 * 7 * 49 * 32 * 64 + 3 * 3 * 64 * 128 + 1280,
  },
  'Mixed kernels, matched': {
    parameters: 199_610,
    multiplyAdds: 28 * 28 * 24 + 14 * 14 * 9 * 24 * 40 + 7 * 7 * 25 * 40 * 88 + 3 * 3 * 88 * 128 + 1280,
  },
  'Parallel kernels, matched': {
    parameters: 200_458,
    multiplyAdds:
      28 * 28 * (9 + 1) * 16 +
      14 * 14 * (9 + 1) * 32 * 32 +
      7 * 7 * (9 + 1) * 64 * 64 +
      3 * 3 * 128 * 128 +
      1280,
  },
  'Depth 2': {
    parameters: 105_866,
    multiplyAdds: 28 * 28 * 9 * 16 + 14 * 14 * 9 * 16 * 32 + 7 * 7 * 32 * 64 + 64 * 10,
  },
  'Depth 4': {
    parameters: 1_994_890,
    multiplyAdds:
      28 * 28 * 9 * (32 + 32 * 64) + 14 * 14 * 9 * (64 * 128 + 128 * 256) + 7 * 7 * 256 * 128 + 128 * 10,
  },
  'Depth 6': {
    parameters: 3_496_074,
    multiplyAdds:
      28 * 28 * 9 * (32 + 32 * 64) +
      14 * 14 * 9 * (64 * 128 + 128 * 128) +
      7 * 7 * 9 * (128 * 256 + 256 * 256) +
      3 * 3 * 256 * 1024 +
      1024 * 10,
  },
  'Depth residual': {
    parameters: 198_026,
    multiplyAdds: residualCnnMultiplyAdds(28, 1) + 4 * 28 * 28 * 9 * 32 * 32,
  },
  'Depth 2, matched': {
    parameters: 105_866,
    multiplyAdds: 28 * 28 * 9 * 16 + 14 * 14 * 9 * 16 * 32 + 7 * 7 * 32 * 64 + 64 * 10,
  },
  'Depth 4, matched': {
    parameters: 105_776,
    multiplyAdds:
      28 * 28 * 9 * (22 + 22 * 22) + 14 * 14 * 9 * (22 * 28 + 28 * 28) + 7 * 7 * 28 * 64 + 64 * 10,
  },
  'Depth 6, matched': { parameters: 104_950, multiplyAdds: depth6MatchedMultiplyAdds },
  'Depth 6 normalized, matched': {
    // Two for each filter more.
    parameters: 104_950 + 2 * 2 * (20 + 44 + 52),
    multiplyAdds: depth6MatchedMultiplyAdds,
  },
  'Depth residual, matched': {
    parameters: 104_682,
    multiplyAdds:
      28 * 28 * 9 * (32 + 2 * 32 * 32) +
      14 * 14 * (9 * 32 * 48 + 9 * 48 * 48 + 32 * 48) +
      14 * 14 * 2 * 9 * 48 * 48 +
      4 * 4 * 48 * 10,
  },
};

beforeAll(() => tfc.setBackend('cpu'));

it('has every model of the document, and those of equal size', () => {
  expect(Object.keys(models)).toEqual(Object.keys(expected));
});

describe.each(Object.values(models).map((definition) => [definition.id, definition] as const))(
  '%s',
  (id, definition) => {
    const model = definition.build({ inputShape: definition.inputShape, seed: 1 });

    it('has the size that the document says', () => {
      expect(parameterCount(model)).toBe(expected[id].parameters);
      expect(multiplyAdds(model)).toBe(expected[id].multiplyAdds);
      const costs = layerCosts(model);
      const sum = (cost: (layer: LayerCost) => number) => costs.map(cost).reduce((a, b) => a + b);
      expect(sum(({ parameters }) => parameters)).toBe(expected[id].parameters);
      expect(sum((layer) => layer.multiplyAdds)).toBe(expected[id].multiplyAdds);
    });

    it('maps images to logits', () => {
      expect(model.inputs[0].shape).toEqual([null, ...definition.inputShape]);
      expect(model.outputs[0].shape).toEqual([null, 10]);
      expect(model.layers.at(-1)!.name).toBe('logits');
      expect(model.layers.at(-1)!.getConfig().activation).toBe('linear');
    });

    it('gives each initializer and dropout a seed of its own', () => {
      const seeds: number[] = [];
      const collect = (value: unknown): void => {
        if (typeof value !== 'object' || value === null) return;
        for (const [key, entry] of Object.entries(value)) {
          if (key === 'seed' || key === 'Seed') seeds.push(entry as number);
          else collect(entry);
        }
      };
      const layers = model.layers.map((layer) => layer.getConfig());
      layers.forEach(collect);
      const drawn = model.layers.filter((layer) => /Dense|Conv2D|Dropout/.test(layer.getClassName())).length;
      expect(seeds.length).toBeGreaterThanOrEqual(drawn);
      expect(seeds.every((seed) => Number.isSafeInteger(seed) && seed > 0)).toBe(true);
      expect(new Set(seeds).size).toBe(seeds.length);
    });
  },
);

it('layerCosts say what each layer costs', () => {
  const costs = layerCosts(models.SimpleCNN.build({ inputShape: [28, 28, 1], seed: 1 }));
  expect(costs.slice(1, 3)).toEqual([
    {
      layer: 'conv1',
      type: 'Conv2D',
      outputShape: [28, 28, 32],
      parameters: 320,
      multiplyAdds: 784 * 9 * 32,
    },
    { layer: 'pool1', type: 'MaxPooling2D', outputShape: [14, 14, 32], parameters: 0, multiplyAdds: 0 },
  ]);
});

it.each([
  ['kernel', matchedKernelNets],
  ['depth', matchedDepthNets],
])('has %s nets within 2 %% of one size', (_, nets) => {
  const sizes = nets.map(({ id }) => expected[id].parameters);
  expect(sizes).toHaveLength(5);
  expect(Math.max(...sizes) / Math.min(...sizes)).toBeLessThan(1.02);
});

it('normalizes before the ReLU in a plain net with batch normalization', () => {
  const model = models['Depth 6 normalized, matched'].build({ inputShape: [28, 28, 1], seed: 1 });
  const names = model.layers.map(({ name }) => name);
  expect(names.slice(1, 9)).toEqual(['conv1', 'bn1', 'relu1', 'conv2', 'bn2', 'relu2', 'pool2', 'conv3']);
  expect(model.getLayer('conv1').getConfig().activation).toBe('linear');
  expect(model.getLayer('bn1').getConfig()).toMatchObject({ epsilon: 1e-5, momentum: 0.9 });
});

const small = { inputShape: [9, 8, 2] as [number, number, number], numClasses: 3 };

describe.each(['FCN', 'CIFAR FCN', 'SimpleCNN', 'ResidualCNN'])('%s on images of another size', (id) => {
  const { build } = models[id];
  const weightsOf = (seed: number) =>
    Buffer.concat(
      build({ ...small, seed })
        .getWeights()
        .map((weight) => Buffer.from(weight.dataSync<'float32'>().slice().buffer)),
    );

  it('draws its weights from the seed alone', () => {
    const first = weightsOf(5);
    expect(weightsOf(5).equals(first)).toBe(true);
    expect(weightsOf(6).equals(first)).toBe(false);
  });

  it('survives a round trip through JSON and through saved weights', async () => {
    const model = build({ ...small, seed: 5 });
    const images = tfc.randomUniform([2, ...small.inputShape], -1, 1, 'float32', 3);
    const logits = (model.apply(images) as tfc.Tensor).dataSync();

    const restored = await tf.models.modelFromJSON(JSON.parse(model.toJSON() as string) as never);
    expect(restored.layers.map((layer) => layer.name)).toEqual(model.layers.map((layer) => layer.name));
    restored.setWeights(model.getWeights());
    expect((restored.apply(images) as tfc.Tensor).dataSync()).toEqual(logits);

    let artifacts: tfc.io.ModelArtifacts | undefined;
    await model.save({
      save: (saved) => {
        artifacts = saved;
        return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } });
      },
    });
    const loaded = await tf.loadLayersModel({ load: () => Promise.resolve(artifacts!) });
    expect((loaded.apply(images) as tfc.Tensor).dataSync()).toEqual(logits);
  });
});

it('says which layer keeps multiply-adds from being counted', () => {
  const images = tf.input({ shape: [null, null, 1] });
  const features = tf.layers.conv2d({ filters: 2, kernelSize: 3, name: 'open' }).apply(images);
  const model = tf.model({ inputs: images, outputs: features as tf.SymbolicTensor });
  expect(() => multiplyAdds(model)).toThrow(
    'multiplyAdds: the output size of layer "open" must be known, but it is [null,null,null,2].',
  );
});
