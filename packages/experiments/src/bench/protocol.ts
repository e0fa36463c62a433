/** What a timing process is asked, as a line of JSON on its standard input. */
export interface TimingRequest {
  model: string;
  batchSize: number;
  threads: number;
  /** How long to go on; a few steps are taken even if they take longer. */
  seconds: number;
}

/** Its answer, as a line of JSON on its standard output. */
export interface TimingAnswer {
  /** Median over the steps. */
  msPerStep: number;
  /** Whether wide vectors were in use; absent where there is no such thing. */
  wideVectors?: boolean;
}
