import type { TopLevelSpec } from 'vega-lite';

/** A Vega-Lite specification: what every chart function returns and every renderer takes. */
export type VegaLiteSpec = TopLevelSpec;

/** One column of a chart's data table. */
export interface DataColumn {
  /** Name of the field in the rows of `spec.data.values`. */
  field: string;
  /** Heading. */
  title: string;
  /** d3-format string for the numbers of the column. */
  format?: string;
}

/**
 * What a chart of this package says about itself in `spec.usermeta.convstudy`, for the report: its title and subtitle
 * before they were broken into lines, and the columns of its data table.
 */
export interface ChartMeta {
  title: string;
  subtitle: string[];
  columns: DataColumn[];
  /** Narrowest width in pixels that the plot itself can be drawn at; a narrower page scrolls it sideways. */
  minWidth?: number;
  /** Whether height and width of a plot belong together, as in a picture. */
  keepAspect?: boolean;
}
