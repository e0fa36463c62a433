import type { Language } from '../language.js';
import type { Verdict } from './report.js';

/** What a report writes by itself. */
export interface ReportWords {
  summary: string;
  contents: string;
  figure: string;
  table: string;
  data: string;
  downloadCsv: string;
  model: string;
  darkTheme: string;
  lightTheme: string;
  sortHint: string;
  claim: string;
  statement: string;
  verdict: string;
  evidence: string;
  verdicts: Record<Verdict, string>;
  verdictCounts: string;
  scriptNotices: string;
}

/** The words of reports in every language. */
export const reportWords: Record<Language, ReportWords> = {
  en: {
    summary: 'Summary',
    contents: 'Contents',
    figure: 'Figure',
    table: 'Table',
    data: 'Data',
    downloadCsv: 'Download as CSV',
    model: 'Model',
    darkTheme: 'Dark',
    lightTheme: 'Light',
    sortHint: 'Sort by',
    claim: 'Claim',
    statement: 'Statement',
    verdict: 'Verdict',
    evidence: 'Evidence',
    verdicts: { supported: 'supported', refuted: 'refuted', inconclusive: 'inconclusive' },
    verdictCounts: 'Verdicts',
    scriptNotices: 'Licences of the programs in this file',
  },
  ru: {
    summary: 'Итог',
    contents: 'Содержание',
    figure: 'Рис.',
    table: 'Таблица',
    data: 'Данные',
    downloadCsv: 'Скачать CSV',
    model: 'Модель',
    darkTheme: 'Тёмная тема',
    lightTheme: 'Светлая тема',
    sortHint: 'Сортировать:',
    claim: 'Утверждение',
    statement: 'Формулировка',
    verdict: 'Вердикт',
    evidence: 'Основание',
    verdicts: { supported: 'подтверждено', refuted: 'опровергнуто', inconclusive: 'не решено' },
    verdictCounts: 'Вердикты',
    scriptNotices: 'Лицензии программ в этом файле',
  },
};
