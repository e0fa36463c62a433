/** One engine, ready to train networks. */
export interface Trainer {
  /** Whether it uses V8's 256-bit vectors; absent where there is no such thing. */
  wideVectors?: boolean;
  setThreads?: (threads: number) => void;
  /**
   * A network with one batch of noise.
   *
   * @returns a function that trains on it for one step and reads the loss
   */
  prepare: (model: string, batchSize: number) => () => Promise<number>;
}

/** Thrown when an engine cannot train a network; the message says why. */
export class UnsupportedModel extends Error {
  override name = 'UnsupportedModel';
}
