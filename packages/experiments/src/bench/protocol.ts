/** What a timing process is asked, as a line of JSON on its standard input. */
export interface TimingRequest {
  model: string;
  batchSize: number;
  threads: number;
  /** How long to go on; a few steps are taken even if they take longer. */
  seconds: number;
}

/** Its answer, as a line of JSON on its standard output. */
export type TimingAnswer = Timing | Unsupported;

export interface Timing {
  /** Median over the steps. */
  msPerStep: number;
  /** Whether wide vectors were in use; absent where there is no such thing. */
  wideVectors?: boolean;
}

export interface Unsupported {
  /** Why the engine cannot train the model. */
  unsupported: string;
}

/** A step that takes longer than this is not taken again. */
export const SLOW_STEP_MS = 5000;
