import type { ChartWords } from './chartWords.js';

/** What the panels of one learning-curve chart have in common. */
export interface LearningFrame {
  /** All models, in the order of their colours. */
  models: string[];
  width: number;
  height: number;
  /** First and last epoch of the x axis. */
  domain: [number, number];
  severalSeeds: boolean;
  /** Whether other models' curves stand behind. */
  context: boolean;
  /** d3-format of values in tooltips. */
  format: string;
  x: object;
  y: object;
  words: ChartWords;
}

/**
 * Train and test curves of one model: a Vega-Lite view over the rows of `learningRows`. An invisible rectangle per
 * epoch answers the pointer anywhere in its column.
 */
export function learningPanel(
  model: string,
  titleLines: string[],
  notes: string[],
  frame: LearningFrame,
): object {
  const { x, y, words } = frame;
  const ofModel = { filter: { field: 'model', equal: model } };
  const color = {
    field: 'model',
    type: 'nominal',
    scale: { domain: frame.models },
    legend: null,
  };
  const dash = (set: string) => ({
    datum: set,
    type: 'nominal',
    scale: {
      domain: [words.test, words.train],
      range: [
        [1, 0],
        [4, 3],
      ],
    },
    legend: { title: null, symbolType: 'stroke', symbolSize: 400, symbolStrokeWidth: 2 },
  });
  const yOf = (field: string) => ({ ...y, field });
  const line = (set: 'train' | 'test') => ({
    transform: [ofModel],
    mark: { type: 'line' },
    encoding: { x, y: yOf(set), color, strokeDash: dash(words[set]) },
  });
  const dots = (set: 'train' | 'test') => ({
    transform: [ofModel],
    mark:
      set === 'train'
        ? { type: 'point', style: 'open' }
        : { type: 'point', filled: true, size: 30, opacity: 1 },
    encoding: { x, y: yOf(set), color },
  });
  const band = (set: 'train' | 'test') => ({
    transform: [ofModel],
    mark: { type: 'area', opacity: 0.18 },
    encoding: { x, y: yOf(`${set}Low`), y2: { field: `${set}High` }, color },
  });
  const context = {
    transform: [{ filter: { not: { field: 'model', equal: model } } }],
    mark: { type: 'line', style: 'context' },
    encoding: { x, y: yOf('test'), detail: { field: 'model' } },
  };
  const [first, last] = frame.domain;
  const hover = {
    transform: [
      ofModel,
      { calculate: `max(datum.epoch - 0.5, ${first})`, as: 'from' },
      { calculate: `min(datum.epoch + 0.5, ${last})`, as: 'to' },
    ],
    mark: { type: 'rect', color: 'transparent' },
    encoding: {
      x: { ...x, field: 'from' },
      x2: { field: 'to' },
      y: { value: 0 },
      y2: { value: 'height' },
      tooltip: tooltip(frame),
    },
  };
  return {
    width: frame.width,
    height: frame.height,
    title: {
      text: titleLines,
      ...(notes.length > 0 && { subtitle: notes }),
      fontSize: 12,
      lineHeight: 15,
      offset: 8,
    },
    layer: [
      ...(frame.context ? [context] : []),
      ...(frame.severalSeeds ? [band('train'), band('test')] : []),
      line('train'),
      dots('train'),
      line('test'),
      dots('test'),
      hover,
    ],
  };
}

function tooltip({ severalSeeds, format, words }: LearningFrame): object[] {
  const value = (field: string, title: string) => ({ field, type: 'quantitative', title, format });
  const range = (set: 'train' | 'test') =>
    severalSeeds
      ? [
          value(`${set}Low`, `${words[set]}, ${words.smallest}`),
          value(`${set}High`, `${words[set]}, ${words.largest}`),
        ]
      : [];
  return [
    { field: 'model', type: 'nominal', title: words.model },
    { field: 'epoch', type: 'quantitative', title: words.epoch, format: 'd' },
    value('test', words.test),
    ...range('test'),
    value('train', words.train),
    ...range('train'),
    ...(severalSeeds ? [{ field: 'seeds', type: 'quantitative', title: words.seeds, format: 'd' }] : []),
  ];
}
