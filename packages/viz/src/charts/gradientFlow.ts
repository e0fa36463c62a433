import { argumentError } from '../argumentError.js';
import type { VegaLiteSpec } from '../vegaLiteSpec.js';
import { chartWords, type ChartWords } from './chartWords.js';
import {
  checkName,
  checkNames,
  checkNotEmpty,
  checkNumberOrNull,
  checkObject,
  finiteOrNull,
} from './checks.js';
import { checkChartOptions, topLevel, type ChartOptions } from './topLevel.js';
import { wrapText } from './wrapText.js';

/** The gradients of one net: per epoch and layer the mean absolute value and the L2 norm. */
export interface GradientRun {
  model: string;
  /** From the input to the output. */
  layers: string[];
  /** `mean` and `norm` have one number per layer; either may be left out in all epochs. */
  epochs: { epoch: number; mean?: (number | null)[]; norm?: (number | null)[] }[];
}

/** Below `vanishing` and above `exploding` a gradient counts as such. */
export interface GradientLimits {
  vanishing?: number;
  exploding?: number;
}

/** Options of {@link gradientFlow}. */
export interface GradientFlowOptions extends ChartOptions {
  /** One or more nets; each gets a panel per measure. */
  runs: GradientRun[];
  /** Limits drawn into the panels; layers beyond them in the last epoch are named. Default: none. */
  limits?: { mean?: GradientLimits; norm?: GradientLimits };
  /** What the measures are called, where they are not the plain mean absolute gradient and norm: ratios, for example. */
  measureTitles?: { mean?: string; norm?: string };
}

type Measure = 'mean' | 'norm';

interface GradientRow {
  run: number;
  model: string;
  layer: string;
  /** Position of the layer, from the input. */
  depth: number;
  epoch: number;
  mean: number | null;
  norm: number | null;
}

const PANEL_WIDTH = 270;

/**
 * Gradients by depth: per net and measure a panel, its layers from the input (top) to the output, the gradient on a
 * log scale, a line per epoch that grows stronger with time. Zeros and what is not finite cannot stand on a log scale
 * and are named below the panel's title.
 *
 * @throws TypeError naming the argument, its value and what was expected
 */
export function gradientFlow(options: GradientFlowOptions): VegaLiteSpec {
  checkChartOptions(options);
  const { runs, limits = {}, measureTitles = {}, lang = 'en' } = options;
  checkNotEmpty('runs', runs, 'net');
  runs.forEach((run, i) => checkRun(`runs[${i}]`, run));
  checkLimits(limits);
  for (const [measure, title] of Object.entries(measureTitles))
    checkName(`measureTitles.${measure}`, title, 'a title');
  const words = chartWords[lang];
  const rows = runs.flatMap(rowsOf);
  const measures = (['mean', 'norm'] as const).filter((measure) =>
    runs.some(({ epochs }) => epochs.some((epoch) => epoch[measure] !== undefined)),
  );
  if (measures.length === 0)
    throw argumentError('runs[0].epochs[0].mean', undefined, 'numbers per layer, here or in norm');
  const epochs = rows.map(({ epoch }) => epoch);
  const span: [number, number] = [Math.min(...epochs), Math.max(...epochs)];
  const titles: Record<Measure, string> = {
    mean: words.meanGradient,
    norm: words.gradientNorm,
    ...measureTitles,
  };
  const panels = runs.flatMap((run, i) =>
    measures.map((measure) => panel(run, i, measure, titles[measure], rows, limits[measure], span, words)),
  );
  return topLevel(
    {
      options,
      notes: [words.gradientLines(String(span[0]), String(span[1]))],
      width: 2 * PANEL_WIDTH + 200,
      rows,
      columns: [
        { field: 'model', title: words.model },
        { field: 'layer', title: words.layer },
        { field: 'epoch', title: words.epoch, format: 'd' },
        ...measures.map((measure) => ({ field: measure, title: titles[measure], format: '.3~g' })),
      ],
      spoken: spoken(runs, measures, titles, words),
    },
    {
      columns: Math.min(2, panels.length),
      spacing: 30,
      concat: panels,
      resolve: { scale: { x: 'independent', y: 'independent', color: 'shared' } },
    },
  );
}

function panel(
  run: GradientRun,
  index: number,
  measure: Measure,
  title: string,
  rows: GradientRow[],
  limits: GradientLimits = {},
  [first, last]: [number, number],
  words: ChartWords,
): object {
  const own = rows.filter((row) => row.run === index);
  const lastEpoch = Math.max(...own.map(({ epoch }) => epoch));
  const ofRun = { filter: { field: 'run', equal: index } };
  const drawable = { filter: `datum.${measure} > 0` };
  // Limits belong to the axis: their place must be seen even where every gradient is far from them.
  const drawn = own.flatMap((row) => (row[measure] !== null && row[measure] > 0 ? [row[measure]] : []));
  const ends = [...drawn, ...(Object.values(limits) as number[])];
  const [low, high] = ends.length === 0 ? [0.1, 1] : [Math.min(...ends), Math.max(...ends)];
  const x = {
    field: measure,
    type: 'quantitative',
    title: `${title}, ${words.logarithmic}`,
    scale: { type: 'log', domain: [low / 1.6, high * 1.6], nice: false },
    axis: { format: '~e', tickCount: 4, grid: true, labelOverlap: 'greedy' },
  };
  const y = {
    field: 'depth',
    type: 'ordinal',
    title: null,
    scale: { domain: run.layers.map((_, i) => i), type: 'point', padding: 0.6 },
    axis: {
      domain: false,
      ticks: false,
      labelPadding: 8,
      labelExpr: `${JSON.stringify(run.layers)}[datum.value]`,
    },
  };
  const color = {
    field: 'epoch',
    type: 'quantitative',
    scale: { type: 'quantize', domain: first === last ? [first - 1, last] : [first, last], range: 'ordinal' },
    legend: null,
  };
  const tooltip = [
    { field: 'model', type: 'nominal', title: words.model },
    { field: 'layer', type: 'nominal', title: words.layer },
    { field: 'epoch', type: 'quantitative', title: words.epoch, format: 'd' },
    { field: measure, type: 'quantitative', title, format: '.3~g' },
  ];
  const limit = (kind: 'vanishing' | 'exploding') => {
    const value = limits[kind];
    if (value === undefined) return [];
    const data = { values: [{ [measure]: value, name: words[kind] }] };
    const dx = kind === 'vanishing' ? 4 : -4;
    return [
      { data, mark: { type: 'rule', style: 'limit' }, encoding: { x } },
      {
        data,
        mark: {
          type: 'text',
          style: 'limitName',
          align: kind === 'vanishing' ? 'left' : 'right',
          dx,
          dy: -1,
        },
        encoding: { x, y: { value: 0 }, text: { field: 'name' } },
      },
    ];
  };
  const notes = [...beyond(own, measure, limits, lastEpoch, words), ...undrawn(own, measure, words)];
  return {
    width: PANEL_WIDTH,
    height: Math.max(90, run.layers.length * 22),
    title: {
      text: wrapText(run.model, PANEL_WIDTH, 12),
      ...(notes.length > 0 && { subtitle: notes.flatMap((note) => wrapText(note, PANEL_WIDTH, 11)) }),
      subtitleFontSize: 11,
      subtitleLineHeight: 14,
      fontSize: 12,
      lineHeight: 15,
      offset: Object.keys(limits).length > 0 ? 18 : 8,
    },
    layer: [
      ...limit('vanishing'),
      ...limit('exploding'),
      {
        transform: [ofRun, drawable],
        mark: { type: 'line', strokeWidth: 1.8 },
        encoding: {
          x,
          y,
          order: { field: 'depth', type: 'quantitative' },
          detail: { field: 'epoch' },
          color,
        },
      },
      {
        transform: [ofRun, drawable],
        mark: { type: 'point', filled: true, size: 36, opacity: 0 },
        encoding: { x, y, tooltip },
      },
      {
        transform: [ofRun, drawable, { filter: { field: 'epoch', equal: lastEpoch } }],
        mark: { type: 'point', filled: true, size: 36, opacity: 1 },
        encoding: { x, y, color, tooltip },
      },
    ],
  };
}

/** Which layers are beyond a limit in the last epoch. */
function beyond(
  rows: GradientRow[],
  measure: Measure,
  limits: GradientLimits,
  lastEpoch: number,
  words: ChartWords,
): string[] {
  const { vanishing = -Infinity, exploding = Infinity } = limits;
  const last = rows.filter(({ epoch }) => epoch === lastEpoch);
  const named = (kind: 'vanishing' | 'exploding', is: (value: number) => boolean) => {
    const layers = last.flatMap((row) => (row[measure] !== null && is(row[measure]) ? [row.layer] : []));
    return layers.length === 0
      ? []
      : [
          words.beyond(
            `${words[kind]} (${kind === 'vanishing' ? '<' : '>'} ${short(limits[kind]!)})`,
            layers.join(', '),
          ),
        ];
  };
  return [
    ...named('vanishing', (value) => value < vanishing),
    ...named('exploding', (value) => value > exploding),
  ];
}

/** 1e-5 instead of 0.00001. */
function short(value: number): string {
  return value < 0.001 || value >= 10_000 ? value.toExponential().replace('+', '') : String(value);
}

function undrawn(rows: GradientRow[], measure: Measure, words: ChartWords): string[] {
  const missing = rows.filter((row) => row[measure] === null || row[measure] === 0);
  const layers = [...new Set(missing.map(({ layer }) => layer))];
  if (layers.length === 0) return [];
  const points = layers.map((layer) => {
    const epochs = missing.filter((row) => row.layer === layer).map(({ epoch }) => epoch);
    const all = rows.filter((row) => row.layer === layer).length;
    return epochs.length === all ? layer : `${layer} (${words.epoch.toLowerCase()} ${epochs.join(', ')})`;
  });
  return [words.notDrawn(points.join('; '))];
}

/** What a screen reader says: the first and last layer of each net in its last epoch. */
function spoken(
  runs: GradientRun[],
  measures: Measure[],
  titles: Record<Measure, string>,
  words: ChartWords,
): string {
  const all = runs.map(({ model, layers, epochs }) => {
    const last = epochs.reduce((late, epoch) => (epoch.epoch > late.epoch ? epoch : late));
    const values = measures.map((measure) => {
      const show = (i: number) => {
        const value = finiteOrNull(last[measure]?.[i]);
        return `${layers[i]} ${value === null ? words.notFinite : value.toPrecision(3)}`;
      };
      const ends = layers.length === 1 ? [0] : [0, layers.length - 1];
      return `${titles[measure]}: ${ends.map(show).join(', ')}`;
    });
    return `${model}, ${words.epoch} ${last.epoch}: ${values.join('; ')}`;
  });
  return `${all.join('. ')}.`;
}

function rowsOf({ model, layers, epochs }: GradientRun, run: number): GradientRow[] {
  return epochs.flatMap(({ epoch, mean, norm }) =>
    layers.map((layer, depth) => ({
      run,
      model,
      layer,
      depth,
      epoch,
      mean: finiteOrNull(mean?.[depth]),
      norm: finiteOrNull(norm?.[depth]),
    })),
  );
}

function checkRun(name: string, run: GradientRun): void {
  checkObject(name, run, 'a net: { model, layers, epochs }');
  checkName(`${name}.model`, run.model, 'a model name');
  checkNames(`${name}.layers`, run.layers, 'layer');
  checkNotEmpty(`${name}.epochs`, run.epochs, 'epoch');
  run.epochs.forEach((epoch, i) => {
    const path = `${name}.epochs[${i}]`;
    checkObject(path, epoch, 'an epoch: { epoch, mean?, norm? }');
    if (!Number.isInteger(epoch.epoch) || epoch.epoch < 0)
      throw argumentError(`${path}.epoch`, epoch.epoch, 'a whole number of 0 or more');
    if (run.epochs.findIndex((other) => other.epoch === epoch.epoch) !== i)
      throw argumentError(`${path}.epoch`, epoch.epoch, 'an epoch that does not occur twice');
    for (const measure of ['mean', 'norm'] as const) {
      const values = epoch[measure];
      if (values === undefined) continue;
      if (!Array.isArray(values) || values.length !== run.layers.length)
        throw argumentError(`${path}.${measure}`, values, `${run.layers.length} numbers, one per layer`);
      values.forEach((value, j) => {
        checkNumberOrNull(`${path}.${measure}[${j}]`, value);
        if (value !== null && value < 0)
          throw argumentError(`${path}.${measure}[${j}]`, value, 'a number of 0 or more');
      });
    }
  });
}

function checkLimits(limits: NonNullable<GradientFlowOptions['limits']>): void {
  for (const measure of ['mean', 'norm'] as const) {
    for (const kind of ['vanishing', 'exploding'] as const) {
      const value = limits[measure]?.[kind];
      if (value !== undefined && !(Number.isFinite(value) && value > 0))
        throw argumentError(`limits.${measure}.${kind}`, value, 'a number over 0');
    }
  }
}
