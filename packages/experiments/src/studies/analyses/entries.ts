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

/** Appends the entries of some analyses to others. */
export function addEntries(to: Analyses, from: Analyses): void {
  for (const [name, entries = []] of Object.entries(from)) to[name] = [...(to[name] ?? []), ...entries];
}

function isOf({ model, seed }: RunId, entry: object): boolean {
  return 'model' in entry && 'seed' in entry && entry.model === model && entry.seed === seed;
}
