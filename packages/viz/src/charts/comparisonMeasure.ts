/** One quantity compared between models. */
export interface ComparisonMeasure {
  /** Title of the axis with its unit, such as `Training time (s)`. */
  valueTitle: string;
  /**
   * One entry per model, in any order. `low` and `high` are the ends of an interval, such as the range over seeds. A
   * value that is not finite is drawn as a row that says so.
   */
  values: { model: string; value: number | null; low?: number; high?: number }[];
  /**
   * d3-format string of the values. Default: `,d` if all are whole numbers, else `,.4~r`. Use `.2%` for fractions
   * such as accuracies.
   */
  format?: string;
  /**
   * `bar`: bars from zero. `dot`: dots on an axis fitted to the values. Default: `dot` if the smallest of several
   * different values is over 0.8 of the largest, so that bars could not show the difference; else `bar`.
   */
  mark?: 'bar' | 'dot';
}

/**
 * A model's row of the data: its name whole and broken into lines, how many lines that is less than the longest, and
 * for panel i the fields `value<i>`, `low<i>` and `high<i>`.
 */
export type ComparisonRow = { model: string; name: string; linesLess: number } & Record<
  string,
  string | number | null
>;
