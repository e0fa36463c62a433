import { argumentError } from '../argumentError.js';
import type { VegaLiteSpec } from '../vegaLiteSpec.js';
import { chartWords, type ChartWords } from './chartWords.js';
import { checkName, checkNotEmpty, checkObject } from './checks.js';
import { checkChartOptions, topLevel, type ChartOptions } from './topLevel.js';
import { wrapText } from './wrapText.js';

/** The weights of one layer over the epochs. */
export interface WeightHistory {
  layer: string;
  epochs: {
    /** 0: before training. */
    epoch: number;
    /** Ends of the bins, growing, one more than `counts`; each epoch may have its own. */
    edges: number[];
    /** How many weights lie in each bin. */
    counts: number[];
    /** Smallest and largest weight. Default: the outer ends of the bins that are not empty. */
    min?: number;
    max?: number;
  }[];
}

/** Options of {@link weightHistograms}. */
export interface WeightHistogramsOptions extends ChartOptions {
  /** A panel each, in the order of the net. */
  layers: WeightHistory[];
}

interface Bin {
  layer: string;
  panel: number;
  epoch: number;
  from: number;
  to: number;
  count: number;
  /** Of all weights of the layer in this epoch. */
  share: number;
  /** Density over the largest of the panel, as a square root, so that the tails are seen. */
  heat: number;
}

const PICTURE_WIDTH = 820;

/**
 * How the weights of layers are spread, and how that changes: per layer a panel with the epochs to the right and the
 * weights upwards, blue where many weights are, between lines of the smallest and the largest one. How far those two
 * have moved stands below the panel's title.
 *
 * @throws TypeError naming the argument, its value and what was expected
 */
export function weightHistograms(options: WeightHistogramsOptions): VegaLiteSpec {
  checkChartOptions(options);
  const { layers, lang = 'en' } = options;
  checkNotEmpty('layers', layers, 'layer');
  layers.forEach((layer, i) => checkLayer(`layers[${i}]`, layer));
  const words = chartWords[lang];
  const columns = layers.length === 4 ? 2 : Math.min(3, layers.length);
  const width = layers.length === 1 ? 420 : Math.round(PICTURE_WIDTH / columns - 64);
  const ordered = layers.map(({ layer, epochs }) => ({
    layer,
    epochs: epochs.toSorted((a, b) => a.epoch - b.epoch),
  }));
  return topLevel(
    {
      options,
      notes: [words.weightColors],
      width: layers.length === 1 ? width + 50 : PICTURE_WIDTH,
      rows: ordered.flatMap(binsOf),
      columns: [
        { field: 'layer', title: words.layer },
        { field: 'epoch', title: words.epoch, format: 'd' },
        { field: 'from', title: words.from, format: '.4~g' },
        { field: 'to', title: words.to, format: '.4~g' },
        { field: 'count', title: words.weights, format: ',d' },
      ],
      spoken: `${ordered.map(({ layer, epochs }) => `${layer}: ${movement(epochs, words)}`).join('. ')}.`,
    },
    {
      columns,
      spacing: 26,
      concat: ordered.map((history, i) => panel(history, i, width, words)),
      resolve: { scale: { x: 'independent', y: 'independent', fill: 'shared', stroke: 'shared' } },
    },
  );
}

function panel({ layer, epochs }: WeightHistory, index: number, width: number, words: ChartWords): object {
  const numbers = epochs.map(({ epoch }) => epoch);
  const x = {
    type: 'quantitative',
    title: words.epoch,
    scale: { domain: [numbers[0] - 0.5, numbers.at(-1)! + 0.5], nice: false, zero: false },
    axis: {
      format: 'd',
      grid: false,
      ...(numbers.length <= 6 ? { values: numbers } : { tickMinStep: 1, tickCount: 6 }),
    },
  };
  const y = {
    type: 'quantitative',
    title: words.weight,
    // No tick at the very end, where its label would push the panel's title up.
    scale: { zero: false, nice: false, padding: 8 },
    axis: { tickCount: 5, grid: false },
  };
  const ends = epochs.flatMap((entry) => {
    const range = endsOf(entry);
    return range ? [{ epoch: entry.epoch, smallest: range[0], largest: range[1] }] : [];
  });
  const heat = {
    field: 'heat',
    type: 'quantitative',
    scale: { type: 'quantize', domain: [0, 1], range: 'heatmap' },
    legend: null,
  };
  const tooltip = [
    { field: 'layer', type: 'nominal', title: words.layer },
    { field: 'epoch', type: 'quantitative', title: words.epoch, format: 'd' },
    { field: 'from', type: 'quantitative', title: words.from, format: '.3~g' },
    { field: 'to', type: 'quantitative', title: words.to, format: '.3~g' },
    { field: 'count', type: 'quantitative', title: words.weights, format: ',d' },
    { field: 'share', type: 'quantitative', title: words.shareOfWeights, format: '.2%' },
  ];
  const line = (field: 'smallest' | 'largest') => ({
    data: { values: ends },
    mark: {
      type: 'line',
      style: 'interval',
      strokeWidth: 1.5,
      ...(ends.length === 1 && { point: { style: 'interval', filled: true, size: 20 } }),
    },
    encoding: {
      x: { ...x, field: 'epoch' },
      y: { ...y, field },
    },
  });
  return {
    width,
    height: 200,
    title: {
      text: wrapText(layer, width, 12),
      subtitle: wrapText(movement(epochs, words), width, 11),
      fontSize: 12,
      lineHeight: 15,
      subtitleFontSize: 11,
      subtitleLineHeight: 14,
      offset: 8,
    },
    layer: [
      {
        transform: [
          { filter: { field: 'panel', equal: index } },
          { calculate: 'datum.epoch - 0.5', as: 'left' },
          { calculate: 'datum.epoch + 0.5', as: 'right' },
        ],
        mark: { type: 'rect', strokeWidth: 0.5 },
        encoding: {
          x: { ...x, field: 'left' },
          x2: { field: 'right' },
          y: { ...y, field: 'from' },
          y2: { field: 'to' },
          fill: heat,
          // A thin edge in the same colour closes the seams between the cells.
          stroke: heat,
          tooltip,
        },
      },
      line('smallest'),
      line('largest'),
    ],
  };
}

function binsOf({ layer, epochs }: WeightHistory, panelIndex: number): Bin[] {
  const bins = epochs.flatMap(({ epoch, edges, counts }) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.flatMap((count, i) =>
      count === 0
        ? []
        : [
            {
              layer,
              panel: panelIndex,
              epoch,
              from: edges[i],
              to: edges[i + 1],
              count,
              share: count / total,
            },
          ],
    );
  });
  const densityOf = ({ share, from, to }: (typeof bins)[number]) => share / (to - from);
  const largest = Math.max(...bins.map(densityOf));
  return bins.map((bin) => ({ ...bin, heat: Math.sqrt(densityOf(bin) / largest) }));
}

/** Smallest and largest weight of an epoch. */
function endsOf({ edges, counts, min, max }: WeightHistory['epochs'][number]): [number, number] | undefined {
  const first = counts.findIndex((count) => count > 0);
  if (first === -1) return undefined;
  return [min ?? edges[first], max ?? edges[counts.findLastIndex((count) => count > 0) + 1]];
}

/** From where to where the ends went. */
function movement(epochs: WeightHistory['epochs'], words: ChartWords): string {
  const ends = epochs.map(endsOf).filter((range) => range !== undefined);
  if (ends.length === 0) return words.nothingFinite;
  const show = (value: number) => Number(value.toPrecision(3)).toString().replace('-', '−');
  const [first, last] = [ends[0], ends.at(-1)!];
  const way = (i: 0 | 1) => (ends.length === 1 ? show(first[i]) : `${show(first[i])} → ${show(last[i])}`);
  return words.endsMove(way(0), way(1));
}

function checkLayer(name: string, layer: WeightHistory): void {
  checkObject(name, layer, 'a layer: { layer, epochs }');
  checkName(`${name}.layer`, layer.layer, 'a name of a layer');
  checkNotEmpty(`${name}.epochs`, layer.epochs, 'epoch');
  layer.epochs.forEach((entry, i) => {
    const path = `${name}.epochs[${i}]`;
    checkObject(path, entry, 'an epoch: { epoch, edges, counts, min?, max? }');
    const { epoch, edges, counts } = entry;
    if (!Number.isInteger(epoch) || epoch < 0)
      throw argumentError(`${path}.epoch`, epoch, 'a whole number of 0 or more');
    if (layer.epochs.findIndex((other) => other.epoch === epoch) !== i)
      throw argumentError(`${path}.epoch`, epoch, 'an epoch that does not occur twice');
    checkNotEmpty(`${path}.counts`, counts, 'bin');
    counts.forEach((count, j) => {
      if (!Number.isInteger(count) || count < 0)
        throw argumentError(`${path}.counts[${j}]`, count, 'a whole number of 0 or more');
    });
    if (!Array.isArray(edges) || edges.length !== counts.length + 1)
      throw argumentError(`${path}.edges`, edges, `${counts.length + 1} numbers, one more than counts`);
    edges.forEach((edge, j) => {
      if (!Number.isFinite(edge) || (j > 0 && edge <= edges[j - 1]))
        throw argumentError(`${path}.edges[${j}]`, edge, 'a finite number larger than the one before');
    });
    for (const end of ['min', 'max'] as const) {
      if (entry[end] !== undefined && !Number.isFinite(entry[end]))
        throw argumentError(`${path}.${end}`, entry[end], 'a finite number');
    }
  });
}
