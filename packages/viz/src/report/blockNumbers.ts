import type { Block, Report } from './report.js';

/** The numbers that figures and tables of a report get, each kind counted on its own. */
export interface BlockNumbers {
  of: ReadonlyMap<Block, number>;
  /** Those with an id, by it. */
  byId: ReadonlyMap<string, { kind: 'figure' | 'table'; number: number }>;
}

/** Numbers figures and tables in their order; what is no report yet has none. */
export function blockNumbers({ summary, sections }: Report): BlockNumbers {
  const lists = [summary, ...(Array.isArray(sections) ? sections.map((section) => section?.blocks) : [])];
  const of = new Map<Block, number>();
  const byId = new Map<string, { kind: 'figure' | 'table'; number: number }>();
  const counts = { figure: 0, table: 0 };
  for (const block of lists.flatMap((list) => (Array.isArray(list) ? list : []))) {
    if (block?.kind !== 'figure' && block?.kind !== 'table') continue;
    const number = ++counts[block.kind];
    of.set(block, number);
    if (block.id !== undefined) byId.set(block.id, { kind: block.kind, number });
  }
  return { of, byId };
}
