import { barComparison, type Language } from '@convstudy/viz';
import {
  compareLayers,
  type Difference,
  type LayerPair,
  type OfBoth,
} from '../../analysis/compare-layers.js';
import { factor } from '../../report/numbers.js';
import type { LayerComparisonRecord } from '../../results/types.js';
import type { Analysis, Shown } from './analysis.js';
import { extremes } from './extremes.js';
import type { ComparisonWords } from './words/comparison-words.js';
import { comparisonWords } from './words/index.js';

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
    show: (entries, { id }, _models, lang) => [
      shapes(entries, id, lang),
      values(entries, id, lang),
      times(entries, id, lang),
      ...notes(entries, lang),
    ],
  };
}

function shapes(entries: LayerComparisonRecord[], id: string, lang: Language): Shown {
  const words = comparisonWords[lang].layers;
  return {
    kind: 'table',
    id: `${id}-shapes`,
    caption: words.shapesCaption,
    columns: [
      { key: 'layer', title: words.custom },
      { key: 'standard', title: words.standard },
      { key: 'input', title: words.input },
      { key: 'output', title: words.output },
      { key: 'standardOutput', title: words.standardOutput },
      { key: 'parameters', title: words.parameters, format: ',d' },
      { key: 'standardParameters', title: words.standardParameters, format: ',d' },
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

function values(entries: LayerComparisonRecord[], id: string, lang: Language): Shown {
  const words = comparisonWords[lang].layers;
  const cell = (difference: Difference | null) => differenceCell(difference, words);
  return {
    kind: 'table',
    id: `${id}-values`,
    caption: words.valuesCaption(entries[0].images),
    columns: [
      { key: 'layer', title: words.custom },
      { key: 'standard', title: words.standard },
      { key: 'inference', title: words.inference },
      { key: 'training', title: words.training },
      { key: 'input', title: words.inputGradient },
      { key: 'weights', title: words.weightGradients },
    ],
    rows: entries.map(({ layer, standard, inference, training, gradients }) => ({
      layer,
      standard,
      inference: cell(inference),
      training: cell(training),
      input: cell(gradients?.[0] ?? null),
      weights: gradients && gradients.length > 1 ? cell(worst(gradients.slice(1))) : null,
    })),
  };
}

function times(entries: LayerComparisonRecord[], id: string, lang: Language): Shown {
  const words = comparisonWords[lang].layers;
  const milliseconds = ({ forwardMs, backwardMs }: LayerComparisonRecord, which: keyof OfBoth<unknown>) => [
    forwardMs[which],
    backwardMs[which],
  ];
  const ratios = entries.map(({ layer, standard, timeRatio }) =>
    words.ratio(layer, factor(timeRatio), standard),
  );
  return {
    id: `${id}-layer-times`,
    caption: words.timesCaption(entries[0].images, ratios.join(', ')),
    spec: barComparison({
      title: words.timesTitle,
      lang,
      measures: [
        { valueTitle: words.forward, format: ',.2f' },
        { valueTitle: words.backward, format: ',.2f' },
      ],
      groups: entries.map((entry) => ({
        model: words.pair(entry.layer, entry.standard),
        bars: [
          { name: entry.layer, values: milliseconds(entry, 'custom') },
          { name: entry.standard, values: milliseconds(entry, 'standard') },
        ],
      })),
    }),
  };
}

function notes(entries: LayerComparisonRecord[], lang: Language): Shown[] {
  const words = comparisonWords[lang].layers;
  const spread = (numbers: number[]) => words.range(...extremes(numbers, 2));
  const texts = entries.flatMap(({ layer, standard, masks, gradientAtZero }) => [
    ...(masks
      ? [
          words.masks(
            layer,
            masks.length,
            spread(masks.map(({ low }) => low)),
            spread(masks.map(({ high }) => high)),
          ),
        ]
      : []),
    ...(gradientAtZero
      ? [words.gradientAtZero(layer, gradientAtZero.custom, standard, gradientAtZero.standard)]
      : []),
  ]);
  return texts.map((text) => ({ kind: 'paragraph', text }));
}

function differenceCell(difference: Difference | null, words: ComparisonWords['layers']) {
  if (!difference) return null;
  const { equal, largest } = difference;
  return { text: equal ? words.equal : words.differs(Number(largest.toPrecision(2))), value: largest };
}

function worst<Some extends Difference>(differences: Some[]): Some {
  return differences.reduce((a, b) => (b.largest > a.largest || (a.equal && !b.equal) ? b : a));
}

function shape(sizes: number[]): string {
  // Without line breaks within.
  return `[${sizes.join(',\u00a0')}]`;
}
