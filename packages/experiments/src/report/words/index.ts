import type { Language } from '@convstudy/viz';
import { english } from './english.js';
import type { ReportWords } from './report-words.js';
import { russian } from './russian.js';

export type { ReportWords } from './report-words.js';

/** The languages that reports are written in. */
export const LANGUAGES: readonly Language[] = ['en', 'ru'];

export const reportWords: Record<Language, ReportWords> = { en: english, ru: russian };
