import type { Analyses } from '../../results/types.js';

type RunId = { model: string; seed: number };

/** What the analyses hold of one run. */
export function entriesOf(analyses: Analyses, run: RunId): Analyses {
  const own = Object.entries(analyses).map(([name, entries = []]) => [
    name,
    entries.filter((entry) => isOf(run, entry)),
  ]);
  return Object.fromEntries(own.filter(([, entries]) => entries.length > 0)) as Analyses;
}

/** The lists of several runs as one for each analysis, in the order given. */
export function joinAnalyses(parts: readonly Analyses[]): Analyses {
  const joined: Analyses = {};
  for (const [name, entries = []] of parts.flatMap((part) => Object.entries(part))) {
    joined[name] = [...(joined[name] ?? []), ...entries];
  }
  return joined;
}

function isOf({ model, seed }: RunId, entry: object): boolean {
  return 'model' in entry && 'seed' in entry && entry.model === model && entry.seed === seed;
}
