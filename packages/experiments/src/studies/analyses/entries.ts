import type { Analyses } from '../../results/types.js';

type RunId = { model: string; seed: number };

/** What the analyses hold of one run. */
export function entriesOf(analyses: Analyses, { model, seed }: RunId): Analyses {
  const own = <Entry extends RunId>(entries: Entry[] | undefined) =>
    entries?.filter((entry) => entry.model === model && entry.seed === seed);
  return present({
    confusion: own(analyses.confusion),
    gradientFlow: own(analyses.gradientFlow),
    weights: own(analyses.weights),
  });
}

/** Appends the entries of some analyses to others. */
export function addEntries(to: Analyses, from: Analyses): void {
  const joined = <Entry>(a: Entry[] | undefined, b: Entry[] | undefined) =>
    (a || b) && [...(a ?? []), ...(b ?? [])];
  Object.assign(
    to,
    present({
      confusion: joined(to.confusion, from.confusion),
      gradientFlow: joined(to.gradientFlow, from.gradientFlow),
      weights: joined(to.weights, from.weights),
    }),
  );
}

/** Without the lists that are not there or have nothing in them. */
function present(lists: { [Name in keyof Analyses]: Analyses[Name] | undefined }): Analyses {
  return Object.fromEntries(Object.entries(lists).filter(([, entries]) => entries && entries.length > 0));
}
