import type { RunRecord } from '../results/types.js';

/** The record of a run of which nothing is known yet. */
export function newRun(model: string, seed: number): RunRecord {
  return {
    model,
    seed,
    parameters: 0,
    multiplyAdds: 0,
    // What a reader finds if the process ends before the run does.
    status: 'interrupted',
    epochs: [],
    trainSeconds: 0,
  };
}
