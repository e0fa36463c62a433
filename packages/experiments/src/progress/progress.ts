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
