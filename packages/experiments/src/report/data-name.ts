import type { Language } from '@convstudy/viz';
import type { DataRecord } from '../results/types.js';

const RUSSIAN: Record<string, string> = {
  'Synthetic digits': 'Синтетические цифры',
  'Synthetic shapes': 'Синтетические фигуры',
};

/** What a report calls a data set; computed images within a sentence. */
export function dataName(
  { name, synthetic }: Pick<DataRecord, 'name' | 'synthetic'>,
  lang: Language,
): string {
  const own = dataTitle(name, lang);
  return synthetic ? own.toLowerCase() : own;
}

export function dataTitle(name: string, lang: Language): string {
  return (lang === 'ru' && RUSSIAN[name]) || name;
}
