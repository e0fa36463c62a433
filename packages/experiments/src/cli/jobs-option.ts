import { Option } from 'commander';
import { wholeNumber } from './option-values.js';

/** A process has memory of its own, with the data set in it. */
const MOST_JOBS = 64;

/** `--jobs <n>` of commands that train several models. */
export function jobsOption(): Option {
  return new Option(
    '--jobs <n>',
    'train up to n models at the same time, each in a process of its own, with a share of the threads',
  )
    .argParser(wholeNumber('--jobs', 1, MOST_JOBS))
    .default(1);
}
