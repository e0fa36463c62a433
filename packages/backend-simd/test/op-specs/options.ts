/** What `run.mjs` asks of a run; it arrives as JSON in the script's first argument. */
export interface RunOptions {
  backend: string;
  deferAll: boolean;
  noRelaxed: boolean;
  /** How many threads; null: the cores that the process may use. */
  threads: number | null;
  /** Every task of every kernel is a worker's, even where there is only one. */
  workersOnly: boolean;
  /** Only specs with this in their full name, in any case. */
  filter: string;
}

export const options = JSON.parse(process.argv[2]) as RunOptions;
