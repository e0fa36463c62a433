import { Option } from 'commander';
import { LANGUAGES } from '../report/words/index.js';

/** `--lang`: what a report is written in. */
export function languageOption(): Option {
  return new Option('--lang <language>', 'language of the report').choices(LANGUAGES).default('en');
}
