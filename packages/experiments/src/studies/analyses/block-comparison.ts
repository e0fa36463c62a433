import { basicBlock, bottleneckBlock, wideBlock } from '@convstudy/blocks-residual';
import { comparisonPanels, type Language, type TableBlock } from '@convstudy/viz';
import { compareBlocks, type BlockFigures } from '../../analysis/compare-blocks.js';
import type { Figure } from '../../report/study-figures.js';
import type { Analysis } from './analysis.js';
import { extremes } from './extremes.js';
import { comparisonWords } from './words/index.js';

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
  show: (entries, { id }, _models, lang) => [table(entries, id, lang), chart(entries, id, lang)],
};

function table(entries: readonly BlockFigures[], study: string, lang: Language): TableBlock {
  const words = comparisonWords[lang].blocks;
  const [{ batchSize, outputSpread }] = entries;
  return {
    kind: 'table',
    id: `${study}-blocks`,
    caption: words.caption(batchSize, outputSpread.length),
    columns: [
      { key: 'block', title: words.block },
      { key: 'input', title: words.input },
      { key: 'output', title: words.output },
      { key: 'parameters', title: words.parameters, format: ',d' },
      { key: 'multiplyAdds', title: words.multiplyAddsMillions, format: ',.1f' },
      { key: 'weights', title: words.weights, format: ',.2f' },
      { key: 'activations', title: words.activations, format: ',.1f' },
      { key: 'forward', title: words.forward, format: ',.1f' },
      { key: 'backward', title: words.backward, format: ',.1f' },
      { key: 'deviation', title: words.deviation, align: 'right' },
    ],
    rows: entries.map((entry) => {
      const spread = entry.outputSpread.filter((value) => value !== null);
      return {
        block: entry.block,
        input: entry.inputShape.join('x'),
        output: entry.outputShape.join('x'),
        parameters: entry.parameters,
        multiplyAdds: entry.multiplyAdds / 1e6,
        weights: entry.weightBytes / 1e6,
        activations: entry.activationBytes / 1e6,
        forward: entry.forwardMs,
        backward: entry.backwardMs,
        deviation: spread.length > 0 ? words.range(...extremes(spread, 3)) : null,
      };
    }),
  };
}

function chart(entries: readonly BlockFigures[], study: string, lang: Language): Figure {
  const words = comparisonWords[lang].blocks;
  const [{ batchSize, inputShape }] = entries;
  const values = (figure: (entry: BlockFigures) => number) =>
    entries.map((entry) => ({ model: entry.block, value: figure(entry) }));
  return {
    id: `${study}-blocks-costs`,
    caption: words.chartCaption(batchSize),
    spec: comparisonPanels({
      title: words.chartTitle,
      subtitle: words.chartSubtitle(inputShape.join('x')),
      lang,
      panels: [
        {
          valueTitle: words.parameters,
          values: values(({ parameters }) => parameters),
          format: ',d',
          mark: 'bar',
        },
        {
          valueTitle: words.multiplyAddsMillions,
          values: values(({ multiplyAdds }) => multiplyAdds / 1e6),
          format: ',.1f',
          mark: 'bar',
        },
        {
          valueTitle: words.memory,
          values: values(({ weightBytes, activationBytes }) => (weightBytes + activationBytes) / 1e6),
          format: ',.1f',
          mark: 'bar',
        },
        {
          valueTitle: words.bothPasses,
          values: values(({ forwardMs, backwardMs }) => forwardMs + backwardMs),
          format: ',.1f',
          mark: 'bar',
        },
      ],
    }),
  };
}
