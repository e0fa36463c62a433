import type { ClaimRecord } from '../results/types.js';

/** The ids of the figures and tables of studies, by the study's id and by what claims call them. */
export type ShownThings = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** What shows a claim that does not say so. */
const DEFAULT = ['models', 'comparison'];

/**
 * The ids of the figures and tables that show a claim, as far as they are there.
 *
 * @param study - the id of the study that the claim belongs to
 */
export function shownIds(
  { shownIn = DEFAULT }: Pick<ClaimRecord, 'shownIn'>,
  study: string,
  things: ShownThings,
): string[] {
  const ids = shownIn.flatMap((name) => {
    const slash = name.indexOf('/');
    const [where, what] = slash < 0 ? [study, name] : [name.slice(0, slash), name.slice(slash + 1)];
    return things.get(where)?.get(what) ?? [];
  });
  return [...new Set(ids)];
}
