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
  downloadSvg: string;
  firstRows: (shown: string, all: string) => string;
  darkTheme: string;
  lightTheme: string;
  claim: string;
  statement: string;
  verdict: string;
  evidence: string;
  verdicts: Record<Verdict, string>;
  verdictCounts: string;
  allClaims: string;
  sections: string;
  bases: Record<'proxy' | 'construction', string>;
}

/** The words of reports in every language. */
export const reportWords: Record<Language, ReportWords> = {
  en: {
    summary: 'Summary',
    contents: 'Contents',
    figure: 'Figure',
    table: 'Table',
    data: 'Data',
    downloadCsv: 'Data as CSV',
    downloadSvg: 'Picture as SVG',
    firstRows: (shown, all) => `First ${shown} of ${all} rows; all of them are in the CSV file.`,
    darkTheme: 'Dark',
    lightTheme: 'Light',
    claim: 'Claim',
    statement: 'Statement',
    verdict: 'Verdict',
    evidence: 'Evidence',
    verdicts: { supported: 'supported', refuted: 'refuted', inconclusive: 'inconclusive' },
    verdictCounts: 'Verdicts',
    allClaims: 'all',
    sections: 'Sections',
    bases: { proxy: 'through a proxy', construction: 'by construction' },
  },
  ru: {
    summary: 'Итог',
    contents: 'Содержание',
    figure: 'Рис.',
    table: 'Таблица',
    data: 'Данные',
    downloadCsv: 'Данные в CSV',
    downloadSvg: 'Рисунок в SVG',
    firstRows: (shown, all) => `Первые ${shown} строк из ${all}; все — в файле CSV.`,
    darkTheme: 'Тёмная тема',
    lightTheme: 'Светлая тема',
    claim: 'Утверждение',
    statement: 'Формулировка',
    verdict: 'Вердикт',
    evidence: 'Основание',
    verdicts: { supported: 'подтверждено', refuted: 'опровергнуто', inconclusive: 'не решено' },
    verdictCounts: 'Вердикты',
    allClaims: 'все',
    sections: 'Разделы',
    bases: { proxy: 'по косвенному признаку', construction: 'по построению' },
  },
};
