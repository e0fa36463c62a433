import type { Language } from '../language.js';
import type { VegaLiteSpec } from '../vegaLiteSpec.js';

/** A plain text, or one of several parts. */
export type Text = TextPart | TextPart[];

/** In another language than the report's with its code (BCP 47), for screen readers and hyphenation. */
export type TextPart = string | { text: string; lang: string };

/** The content of a report; {@link renderReport} makes one HTML file of it. */
export interface Report {
  title: string;
  subtitle?: string;
  /** Language of the words the report adds (contents, data, verdicts). Default: `en`. */
  lang?: Language;
  /** What comes first, without a heading of its own: conclusions, claims. */
  summary: Block[];
  sections: Section[];
  /** The page that this one is part of. */
  parent?: PageLink;
  footer?: string;
}

/** A link to another page of the same folder. */
export interface PageLink {
  title: string;
  /** Its file name: letters, digits, `-`, `_` and `.`, with the ending `.html`. */
  href: string;
}

/** A part of the report with a heading and an entry in the contents. */
export interface Section {
  /** Letters, digits and `-`, beginning with a letter; unique in the report: the fragment of its address. */
  id: string;
  title: string;
  blocks: Block[];
  /** The page that has this section alone. */
  page?: PageLink;
}

/**
 * A piece of the report. Texts are plain text and are escaped; in paragraphs, lists, facts, captions and claims
 * `code` in backticks is set as code.
 */
export type Block =
  HeadingBlock | ParagraphBlock | ListBlock | FactsBlock | TableBlock | FigureBlock | ClaimsBlock;

/** A heading inside of a section, such as question, set-up, evidence. */
export interface HeadingBlock {
  kind: 'heading';
  text: string;
  /** As the id of a section. */
  id?: string;
}

export interface ParagraphBlock {
  kind: 'paragraph';
  text: Text;
}

export interface ListBlock {
  kind: 'list';
  items: Text[];
}

/** Names and values: settings, machine, fingerprint of the data, versions. */
export interface FactsBlock {
  kind: 'facts';
  facts: { label: string; value: Text }[];
}

/** A table that readers can sort by every column. */
export interface TableBlock {
  kind: 'table';
  /** As the id of a section. */
  id?: string;
  caption?: Text;
  columns: TableColumn[];
  /** `null` and missing values are shown as a dash. */
  rows: Record<string, Cell>[];
}

/** What a cell shows; a text with a value sorts by it, such as `98.7 ± 0.2`. */
export type Cell = TextPart | number | null | { text: string; value: number };

export interface TableColumn {
  /** Key of the column's values in the rows. */
  key: string;
  title: string;
  /** Default: `right` where every cell has a number, else `left`. */
  align?: 'left' | 'right';
  /** d3-format string for numbers. Default: as they are. */
  format?: string;
}

/**
 * A chart: interactive where JavaScript runs, a still picture where it does not; its data are one click away as a
 * table and as CSV.
 */
export interface FigureBlock {
  kind: 'figure';
  /** As the id of a section. */
  id: string;
  caption: Text;
  spec: VegaLiteSpec;
}

/**
 * Claims and their verdicts; readers can filter them by verdict, and by section where there are several. One claim may stand
 * in several blocks.
 */
export interface ClaimsBlock {
  kind: 'claims';
  claims: Claim[];
}

export interface Claim {
  id: string;
  /** Where the claim was made. */
  section: string;
  statement: Text;
  /** The statement in other words, such as those of its source. */
  otherWords?: Text;
  verdict: Verdict;
  /** One line: why the verdict is what it is. */
  why: Text;
  /** The numbers behind the verdict. */
  figures?: Text;
  /** How it was decided: `measured` (default, not said), `proxy`: by a stated stand-in, `construction`: true by design. */
  basis?: 'measured' | 'proxy' | 'construction';
  /** Ids of figures and tables of the report that show it; the claim links to them. */
  shownIn?: string[];
}

export type Verdict = 'supported' | 'refuted' | 'inconclusive';
