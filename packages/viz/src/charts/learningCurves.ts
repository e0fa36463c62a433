import { argumentError } from '../argumentError.js';
import { checkLanguage, type Language } from '../language.js';
import type { ChartMeta, DataColumn, VegaLiteSpec } from '../vegaLiteSpec.js';
import { chartWords } from './chartWords.js';
import { learningPanel, type LearningFrame } from './learningPanel.js';
import { learningRows, notFinite, type LearningRow, type LearningRun } from './learningRows.js';
import { modelOrder } from './modelOrder.js';
import { spokenNumber } from './spokenNumber.js';
import { wrapText } from './wrapText.js';

/** Options of {@link learningCurves}. */
export interface LearningCurvesOptions {
  /** What the picture shows. */
  title: string;
  subtitle?: string;
  /** `accuracy` takes fractions of 1 and shows percent. */
  metric: 'loss' | 'accuracy';
  /** One entry per trained net. Runs of the same model with different seeds are drawn as mean and range. */
  runs: LearningRun[];
  /** Order of the panels and of the colours. Default: order of first occurrence. */
  models?: string[];
  /** Title of the y axis with its unit. Default: `Cross-entropy loss (nats)` or `Accuracy (%)`. */
  valueTitle?: string;
  /** Default: `log` for a loss whose largest value is over 100 times its smallest, else `linear`. */
  yScale?: 'linear' | 'log';
  /** Language of the words the chart adds. Default: `en`. */
  lang?: Language;
}

/** Width of the whole picture in pixels that panels share out between them. */
const PICTURE_WIDTH = 800;
const AXIS_WIDTH = 58;

/**
 * Learning curves: one panel per model, train (dashed, open dots) against test (solid, filled dots) over the epochs,
 * on shared axes; the test curves of the other models stand behind in grey. Several seeds of one model are drawn as
 * their mean with the range between the smallest and the largest value. Values that are not finite are left out and
 * said under the panel's title.
 *
 * @throws TypeError naming the argument, its value and what was expected
 */
export function learningCurves(options: LearningCurvesOptions): VegaLiteSpec {
  const { title, subtitle, metric, runs, lang = 'en' } = options;
  if (typeof title !== 'string' || title === '')
    throw argumentError('title', title, 'a text that says what is shown');
  if (metric !== 'loss' && metric !== 'accuracy')
    throw argumentError('metric', metric, "'loss' or 'accuracy'");
  checkLanguage('lang', lang);
  if (!Array.isArray(runs) || runs.length === 0)
    throw argumentError('runs', runs, 'an array of at least one run');
  const rows = learningRows(runs);
  const models = modelOrder(
    runs.map((run) => run.model),
    options.models,
  );
  const words = chartWords[lang];
  const shown = models.filter((model) => rows.some((row) => row.model === model));
  const columns = shown.length === 4 ? 2 : Math.min(3, shown.length);
  const width = shown.length === 1 ? 420 : Math.round(PICTURE_WIDTH / columns - AXIS_WIDTH);
  const yScale = options.yScale ?? (metric === 'loss' && spansDecades(rows) ? 'log' : 'linear');
  if (yScale !== 'linear' && yScale !== 'log') throw argumentError('yScale', yScale, "'linear' or 'log'");
  const smallest = Math.min(...finiteValues(rows));
  if (yScale === 'log' && smallest <= 0) {
    throw argumentError('yScale', yScale, `'linear', since the smallest value is ${smallest}`);
  }
  const severalSeeds = rows.some((row) => 'testLow' in row);
  const valueTitle =
    (options.valueTitle ?? words[metric]) + (yScale === 'log' ? `, ${words.logarithmic}` : '');
  const format = metric === 'accuracy' ? '.2%' : '.4~g';

  const frame: LearningFrame = {
    models,
    width,
    height: Math.round(Math.min(240, width * 0.85)),
    domain: epochDomain(rows),
    severalSeeds,
    context: shown.length > 1,
    format,
    x: xEncoding(rows, words.epoch),
    y: {
      type: 'quantitative',
      title: valueTitle,
      scale: { type: yScale, nice: true, ...(yScale === 'linear' && { zero: metric === 'loss' }) },
      axis: { ...(metric === 'accuracy' && { format: '~%' }), tickCount: 5 },
    },
    words,
  };
  const notes = [
    ...(subtitle ? [subtitle] : []),
    ...(frame.context ? [words.context] : []),
    ...(severalSeeds ? [words.range] : []),
  ];
  const meta: ChartMeta = { title, subtitle: notes, columns: dataColumns(frame) };
  const spec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: {
      text: wrapText(title, PICTURE_WIDTH, 15),
      subtitle: notes.flatMap((note) => wrapText(note, PICTURE_WIDTH, 12)),
    },
    description: describe(title, rows, shown, frame),
    usermeta: { convstudy: meta },
    data: { values: rows },
    columns,
    concat: shown.map((model) => {
      const missing = notFinite(runs, model).map(({ set, epochs, seed }) =>
        words.notFiniteAt(words[set], epochs, seed),
      );
      return learningPanel(
        model,
        wrapText(model, width, 12),
        missing.flatMap((note) => wrapText(note, width, 11)),
        frame,
      );
    }),
    resolve: { scale: { x: 'shared', y: 'shared', color: 'shared', strokeDash: 'shared' } },
  };
  return spec as VegaLiteSpec;
}

function finiteValues(rows: LearningRow[]): number[] {
  return rows.flatMap((row) => [row.train, row.test]).filter((value) => value !== null);
}

function spansDecades(rows: LearningRow[]): boolean {
  const values = finiteValues(rows);
  const smallest = Math.min(...values);
  return smallest > 0 && Math.max(...values) > 100 * smallest;
}

/** First and last epoch; a single epoch stands in the middle of its axis. */
function epochDomain(rows: LearningRow[]): [number, number] {
  const epochs = rows.map((row) => row.epoch);
  const [first, last] = [Math.min(...epochs), Math.max(...epochs)];
  return first === last ? [first - 1, last + 1] : [first, last];
}

function xEncoding(rows: LearningRow[], title: string): object {
  const domain = epochDomain(rows);
  const epochs = new Set(rows.map((row) => row.epoch));
  const ticks =
    epochs.size === 1
      ? { values: [...epochs] }
      : { tickMinStep: 1, tickCount: Math.min(domain[1] - domain[0], 6) };
  return {
    field: 'epoch',
    type: 'quantitative',
    title,
    scale: { domain, nice: false, zero: false, padding: 8 },
    axis: { format: 'd', grid: false, ...ticks },
  };
}

function dataColumns({ words, format, severalSeeds }: LearningFrame): DataColumn[] {
  const set = (name: 'train' | 'test'): DataColumn[] => [
    { field: name, title: words[name], format },
    ...(severalSeeds
      ? [
          { field: `${name}Low`, title: `${words[name]}, ${words.smallest}`, format },
          { field: `${name}High`, title: `${words[name]}, ${words.largest}`, format },
        ]
      : []),
  ];
  return [
    { field: 'model', title: words.model },
    { field: 'epoch', title: words.epoch, format: 'd' },
    ...set('train'),
    ...set('test'),
    ...(severalSeeds ? [{ field: 'seeds', title: words.seeds, format: 'd' }] : []),
  ];
}

/** What a screen reader says: the title and the last values of each model. */
function describe(
  title: string,
  rows: LearningRow[],
  models: string[],
  { words, format }: LearningFrame,
): string {
  const show = (value: number | null) => (value === null ? words.notFinite : spokenNumber(value, format));

  const last = models.map((model) => {
    const row = rows.filter((candidate) => candidate.model === model).at(-1)!;
    return `${model}: ${words.epoch} ${row.epoch}, ${words.train} ${show(row.train)}, ${words.test} ${show(row.test)}`;
  });
  return `${title}. ${last.join('; ')}.`;
}
