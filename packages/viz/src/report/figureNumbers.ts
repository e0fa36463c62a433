import type { Report } from './report.js';

/** The numbers that the figures of a report get, by their ids; what is no report yet has none. */
export function figureNumbers({ summary, sections }: Report): ReadonlyMap<string, number> {
  const lists = [summary, ...(Array.isArray(sections) ? sections.map((section) => section?.blocks) : [])];
  const blocks = lists.flatMap((list) => (Array.isArray(list) ? list : []));
  const figures = blocks.filter((block) => block?.kind === 'figure');
  return new Map(figures.map(({ id }, i) => [id, i + 1]));
}
