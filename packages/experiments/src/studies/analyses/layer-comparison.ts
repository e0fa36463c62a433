import { barComparison } from '@convstudy/viz';
import {
  compareLayers,
  type Difference,
  type LayerPair,
  type OfBoth,
} from '../../analysis/compare-layers.js';
import { factor } from '../../report/numbers.js';
import type { LayerComparisonRecord } from '../../results/types.js';
import type { Analysis, Shown } from './analysis.js';

/** A pair, with what is measured of its layers only. */
export interface ComparedPair extends LayerPair {
  also?: () => Promise<Pick<LayerComparisonRecord, 'masks' | 'gradientAtZero'>>;
}

/**
 * Custom layers beside standard ones: an entry for each pair, measured once, without any training and on random images.
 *
 * @param options - as `compareLayers` has them
 */
export function layerComparison(
  pairs: readonly ComparedPair[],
  options: { images?: number; rounds?: number } = {},
): Analysis<LayerComparisonRecord> {
  return {
    name: 'layerComparison',
    timed: true,
    async measure({ signal }) {
      const entries: LayerComparisonRecord[] = [];
      for (const { also, ...pair } of pairs) {
        signal?.throwIfAborted();
        entries.push({ ...(await compareLayers(pair, options)), ...(await also?.()) });
      }
      return entries;
    },
    show: (entries, { id }) => [
      shapes(entries, id),
      values(entries, id),
      times(entries, id),
      ...notes(entries),
    ],
  };
}

function shapes(entries: LayerComparisonRecord[], id: string): Shown {
  return {
    kind: 'table',
    id: `${id}-shapes`,
    caption:
      'Each custom layer beside a standard one: shapes as [batch, height, width, channels], trainable parameters.',
    columns: [
      { key: 'layer', title: 'Custom layer' },
      { key: 'standard', title: 'Standard' },
      { key: 'input', title: 'Input' },
      { key: 'output', title: 'Output' },
      { key: 'standardOutput', title: 'Output, standard' },
      { key: 'parameters', title: 'Parameters', format: ',d' },
      { key: 'standardParameters', title: 'Parameters, standard', format: ',d' },
    ],
    rows: entries.map(({ layer, standard, inputShape, outputShape, parameters }) => ({
      layer,
      standard,
      input: shape(inputShape),
      output: shape(outputShape.custom),
      standardOutput: shape(outputShape.standard),
      parameters: parameters.custom,
      standardParameters: parameters.standard,
    })),
  };
}

function values(entries: LayerComparisonRecord[], id: string): Shown {
  return {
    kind: 'table',
    id: `${id}-values`,
    caption:
      `Values and gradients on the same ${entries[0].images} random images, with the same weights: equal by the rule of ` +
      '`torch.allclose`, else the largest difference. A dash: the two compute different things.',
    columns: [
      { key: 'layer', title: 'Custom layer' },
      { key: 'standard', title: 'Standard' },
      { key: 'inference', title: 'Output in inference' },
      { key: 'training', title: 'Output in training' },
      { key: 'input', title: 'Gradient of the input' },
      { key: 'weights', title: 'Gradients of the weights' },
    ],
    rows: entries.map(({ layer, standard, inference, training, gradients }) => ({
      layer,
      standard,
      inference: differenceCell(inference),
      training: differenceCell(training),
      input: differenceCell(gradients?.[0] ?? null),
      weights: gradients && gradients.length > 1 ? differenceCell(worst(gradients.slice(1))) : null,
    })),
  };
}

function times(entries: LayerComparisonRecord[], id: string): Shown {
  const milliseconds = ({ forwardMs, backwardMs }: LayerComparisonRecord, which: keyof OfBoth<unknown>) => [
    forwardMs[which],
    backwardMs[which],
  ];
  const ratios = entries.map(
    ({ layer, standard, timeRatio }) => `${layer} took ${factor(timeRatio)} times as long as ${standard}`,
  );
  return {
    id: `${id}-layer-times`,
    caption:
      `Times of a batch of ${entries[0].images} images in training, the shortest of several rounds that measured both layers in turn; a backward pass too short to be told from the forward one is 0. ` +
      `Forward and backward together, ${ratios.join(', ')}.`,
    spec: barComparison({
      title: 'Time of each custom layer and of the standard one',
      measures: [
        { valueTitle: 'Forward pass (ms)', format: ',.2f' },
        { valueTitle: 'Backward pass (ms)', format: ',.2f' },
      ],
      groups: entries.map((entry) => ({
        model: `${entry.layer} and ${entry.standard}`,
        bars: [
          { name: entry.layer, values: milliseconds(entry, 'custom') },
          { name: entry.standard, values: milliseconds(entry, 'standard') },
        ],
      })),
    }),
  };
}

function notes(entries: LayerComparisonRecord[]): Shown[] {
  return entries.flatMap(({ layer, standard, masks, gradientAtZero }): Shown[] => [
    ...(masks
      ? [
          {
            kind: 'paragraph' as const,
            text:
              `${layer}: over ${masks.length} initial kernels the mask's smallest value was ` +
              `${spread(masks.map(({ low }) => low))}, the largest ${spread(masks.map(({ high }) => high))}.`,
          },
        ]
      : []),
    ...(gradientAtZero
      ? [
          {
            kind: 'paragraph' as const,
            text: `Where its input is exactly 0, the derivative of ${layer} is ${gradientAtZero.custom}, that of ${standard} ${gradientAtZero.standard}.`,
          },
        ]
      : []),
  ]);
}

function differenceCell(difference: Difference | null) {
  if (!difference) return null;
  const { equal, largest } = difference;
  return { text: equal ? 'equal' : `differs by up to ${Number(largest.toPrecision(2))}`, value: largest };
}

function worst<Some extends Difference>(differences: Some[]): Some {
  return differences.reduce((a, b) => (b.largest > a.largest || (a.equal && !b.equal) ? b : a));
}

function shape(sizes: number[]): string {
  return `[${sizes.join(', ')}]`;
}

function spread(numbers: number[]): string {
  return `from ${Math.min(...numbers).toFixed(2)} to ${Math.max(...numbers).toFixed(2)}`;
}
