import { Option } from 'commander';
import { wholeNumber } from './option-values.js';

/** As many as the backend takes. */
const MOST_THREADS = 64;

/** `--threads <n>` of every command that trains on `simd`. */
export function threadsOption(description: string): Option {
  return new Option('--threads <n>', description).argParser(wholeNumber('--threads', 1, MOST_THREADS));
}
