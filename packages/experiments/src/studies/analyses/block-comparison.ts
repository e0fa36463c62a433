import { basicBlock, bottleneckBlock, wideBlock } from '@convstudy/blocks-residual';
import { comparisonPanels, type TableBlock } from '@convstudy/viz';
import { compareBlocks, type BlockFigures } from '../../analysis/compare-blocks.js';
import type { Figure } from '../../report/study-figures.js';
import type { Analysis } from './analysis.js';

/** The document's three blocks beside each other, without any training: what they make of 64 channels, and what they cost. */
export const blockComparison: Analysis<BlockFigures> = {
  name: 'blockComparison',
  timed: true,
  measure: ({ signal }) =>
    compareBlocks(
      {
        basic: (seed) => basicBlock({ filters: 64, seed }),
        bottleneck: (seed) => bottleneckBlock({ filters: 64, seed }),
        wide: (seed) => wideBlock({ filters: 64, widenFactor: 2, seed }),
      },
      { ...(signal && { signal }) },
    ),
  show: (entries, { id }) => [table(entries, id), chart(entries, id)],
};

function table(entries: readonly BlockFigures[], study: string): TableBlock {
  const [{ batchSize, outputSpread }] = entries;
  return {
    kind: 'table',
    id: `${study}-blocks`,
    caption:
      `The blocks by themselves. Memory and times are those of ${batchSize} images in training mode; memory for the backward ` +
      'pass is what a forward pass leaves beside weights and input, and the backward pass goes to weights and input. The last ' +
      `columns: standard deviation of the output for standard normal input, over ${outputSpread.length} draws of weights and input.`,
    columns: [
      { key: 'block', title: 'Block' },
      { key: 'input', title: 'Input' },
      { key: 'output', title: 'Output' },
      { key: 'parameters', title: 'Parameters', format: ',d' },
      { key: 'multiplyAdds', title: 'Multiply-adds', format: ',d' },
      { key: 'weights', title: 'Weights (MB)', format: ',.2f' },
      { key: 'activations', title: 'For the backward pass (MB)', format: ',.1f' },
      { key: 'forward', title: 'Forward (ms)', format: ',.1f' },
      { key: 'backward', title: 'Backward (ms)', format: ',.1f' },
      { key: 'lowest', title: 'Smallest deviation', format: '.3f' },
      { key: 'highest', title: 'Largest deviation', format: '.3f' },
    ],
    rows: entries.map((entry) => {
      const spread = entry.outputSpread.filter((value) => value !== null);
      return {
        block: entry.block,
        input: entry.inputShape.join('x'),
        output: entry.outputShape.join('x'),
        parameters: entry.parameters,
        multiplyAdds: entry.multiplyAdds,
        weights: entry.weightBytes / 1e6,
        activations: entry.activationBytes / 1e6,
        forward: entry.forwardMs,
        backward: entry.backwardMs,
        lowest: spread.length > 0 ? Math.min(...spread) : null,
        highest: spread.length > 0 ? Math.max(...spread) : null,
      };
    }),
  };
}

function chart(entries: readonly BlockFigures[], study: string): Figure {
  const [{ batchSize, inputShape }] = entries;
  const values = (figure: (entry: BlockFigures) => number) =>
    entries.map((entry) => ({ model: entry.block, value: figure(entry) }));
  return {
    id: `${study}-blocks-costs`,
    caption: `What each block costs: trainable parameters, multiply-adds of one image, weights together with what a forward pass leaves for the backward pass, and the time of both passes, the latter two for ${batchSize} images.`,
    spec: comparisonPanels({
      title: 'What the blocks cost',
      subtitle: `On ${inputShape.join('x')} features`,
      panels: [
        {
          valueTitle: 'Parameters',
          values: values(({ parameters }) => parameters),
          format: ',d',
          mark: 'bar',
        },
        {
          valueTitle: 'Multiply-adds (millions)',
          values: values(({ multiplyAdds }) => multiplyAdds / 1e6),
          format: ',.1f',
          mark: 'bar',
        },
        {
          valueTitle: 'Memory (MB)',
          values: values(({ weightBytes, activationBytes }) => (weightBytes + activationBytes) / 1e6),
          format: ',.1f',
          mark: 'bar',
        },
        {
          valueTitle: 'Forward and backward pass (ms)',
          values: values(({ forwardMs, backwardMs }) => forwardMs + backwardMs),
          format: ',.1f',
          mark: 'bar',
        },
      ],
    }),
  };
}
