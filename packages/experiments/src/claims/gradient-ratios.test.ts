import { describe, expect, it } from 'vitest';
import type { GradientFlowRecord } from '../results/types.js';
import { CannotJudge } from './claim.js';
import { convolutionsOf, gradientRatios } from './gradient-ratios.js';

function record(mean: (number | null)[], layers: string[]): GradientFlowRecord {
  return { model: 'Net', seed: 1, images: 8, layers, epochs: [{ epoch: 2, mean, norm: mean }] };
}

describe('gradient ratios', () => {
  const residual = [
    'stem_conv',
    'stem_bn',
    'block1_conv1',
    'block1_conv2',
    'block1_conv_shortcut',
    'block1_bn_shortcut',
    'logits',
  ];

  it('are those of the convolutions in line, over the last one of them', () => {
    const gradients = record([0.5, 9, 1, 2, 9, 9, 9], residual);
    expect(convolutionsOf(gradients)).toEqual(['stem_conv', 'block1_conv1', 'block1_conv2']);
    expect(gradientRatios(gradients)).toEqual([{ epoch: 2, ratios: [0.25, 0.5, 1] }]);
  });

  it.each([
    ['one convolution', record([1, 1], ['conv1', 'logits'])],
    ['a gradient that is not finite', record([null, 1], ['conv1', 'conv2'])],
    ['no gradient to compare with', record([1, 0], ['conv1', 'conv2'])],
  ])('cannot be told of %s', (_, gradients) => {
    expect(() => gradientRatios(gradients)).toThrow(CannotJudge);
  });
});
