import { basicBlock, bottleneckBlock, wideBlock, type Block } from '@convstudy/blocks-residual';
import '@convstudy/backend-simd';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { compareBlocks } from './compare-blocks.js';

beforeAll(() => tf.setBackend('simd'));

const small = { inputShape: [4, 4, 64], batchSize: 1, milliseconds: 0, seeds: [1] } as const;
const options = { ...small, inputShape: [...small.inputShape] as [number, number, number] };
const convolution = (scale: number) => (): Block => (input) =>
  layers.layers
    .conv2d({
      filters: 2,
      kernelSize: 1,
      useBias: false,
      kernelInitializer: layers.initializers.constant({ value: scale }),
    })
    .apply(input) as layers.SymbolicTensor;

describe('compareBlocks', () => {
  it("has the document's shapes and counts", async () => {
    const tensors = tf.memory().numTensors;
    const entries = await compareBlocks(
      {
        basic: (seed) => basicBlock({ filters: 64, seed }),
        bottleneck: (seed) => bottleneckBlock({ filters: 64, seed }),
        wide: (seed) => wideBlock({ filters: 64, widenFactor: 2, seed }),
      },
      options,
    );
    expect(tf.memory().numTensors).toBe(tensors);
    expect(entries).toMatchObject([
      { block: 'basic', outputShape: [4, 4, 64], parameters: 73_984, multiplyAdds: 16 * 2 * 9 * 64 * 64 },
      {
        block: 'bottleneck',
        outputShape: [4, 4, 256],
        parameters: 75_008,
        multiplyAdds: 16 * (64 * 64 + 9 * 64 * 64 + 2 * 64 * 256),
      },
      {
        block: 'wide',
        outputShape: [4, 4, 128],
        parameters: 230_144,
        multiplyAdds: 16 * (9 * 64 * 128 + 9 * 128 * 128 + 64 * 128),
      },
    ]);
    for (const { forwardMs, backwardMs, rounds, outputSpread, activationBytes, outputShape } of entries) {
      expect(forwardMs).toBeGreaterThan(0);
      expect(backwardMs).toBeGreaterThan(0);
      expect(rounds).toBeGreaterThanOrEqual(2);
      // Both sides of the sum and the ReLU's input are needed at least.
      expect(activationBytes).toBeGreaterThan(3 * 4 * 16 * outputShape[2]);
      // The ReLU of the sum of two standard normal variables varies by 0.826 (for the basic block, whose shortcut
      // is the input itself, and for the others, whose shortcut is normalised).
      expect(outputSpread).toHaveLength(1);
      for (const value of outputSpread) expect(value).toBeCloseTo(0.826, 1);
    }
  });

  it('measures the output of the block that it is given', async () => {
    const [twice, none] = await compareBlocks(
      { twice: convolution(2), overflowing: convolution(1e38) },
      { ...options, inputShape: [64, 64, 1], seeds: [3] },
    );
    expect(twice).toMatchObject({ parameters: 2, multiplyAdds: 64 * 64 * 2, weightBytes: 8 });
    // 4,096 draws: a standard error of 0.022.
    expect(twice.outputSpread[0]).toBeGreaterThan(1.9);
    expect(twice.outputSpread[0]).toBeLessThan(2.1);
    expect(none.outputSpread).toEqual([null]);
  });

  it('stops where it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(compareBlocks({ twice: convolution(2) }, { ...options, signal })).rejects.toThrow('enough');
  });
});
