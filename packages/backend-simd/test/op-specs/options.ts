/** What `run.mjs` asks of a run; it arrives as JSON in the script's first argument. */
export interface RunOptions {
  backend: string;
  deferAll: boolean;
  noRelaxed: boolean;
  /** Only specs with this in their full name, in any case. */
  filter: string;
}

export const options = JSON.parse(process.argv[2]) as RunOptions;
