import type { StudyObserver } from '../studies/study-observer.js';

/** A display of what the command is doing. */
export interface Progress extends Required<StudyObserver> {
  /** A line that stays. */
  note: (text: string) => void;
  /** Bytes fetched of a file, shown while they come in. */
  download: (progress: { file: string; loadedBytes: number; totalBytes?: number }) => void;
  /** Takes away what moves. */
  stop: () => void;
}

/** What a display is to show, all studies together. */
export interface Planned {
  /** Runs that are to be trained. */
  runs: number;
  /** How many at the same time: with several, every line says which run it is of. */
  jobs: number;
}
