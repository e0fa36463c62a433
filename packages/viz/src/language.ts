import { argumentError } from './argumentError.js';

/** Language of the words that charts and reports add by themselves. */
export type Language = 'en' | 'ru';

/** Throws unless `lang` is a language that charts and reports know. */
export function checkLanguage(name: string, lang: unknown): asserts lang is Language {
  if (lang !== 'en' && lang !== 'ru') throw argumentError(name, lang, "'en' or 'ru'");
}
