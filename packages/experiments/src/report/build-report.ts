import type { Language, Report } from '@convstudy/viz';
import type { Results } from '../results/types.js';
import type { Study } from '../studies/define-study.js';
import { claimsBlock } from './claims-block.js';
import { overallConclusions, studyConclusions } from './conclusions.js';
import { machine } from './machine.js';
import type { Figure } from './study-figures.js';
import type { ReportContext } from './report-context.js';
import { russianReasons } from './reasons/russian-reasons.js';
import { reasonTranslator } from './reasons/translate-reason.js';
import { studyPart, type StudyPart } from './study-part.js';
import { dataNotes, studySection } from './study-section.js';
import { reportWords } from './words/index.js';

/** A report as pages for `renderReport`. */
export interface ReportPages {
  /** Everything. */
  index: Report;
  /** Each study alone, by its id, where there are several. */
  studies: { id: string; report: Report }[];
  figures: Figure[];
}

/**
 * The report of a run directory, made from its results alone. Claims are judged anew by the definitions.
 *
 * @param studies - the definitions of the studies; results of a study that is not among them are shown without
 *   its question and notes, with the claims as its results have them
 * @param lang - the language of everything that is not a name, a number or a quotation. Default: English
 */
export function buildReport(results: Results, studies: readonly Study[], lang: Language = 'en'): ReportPages {
  const parts = results.studies.map((recorded) =>
    studyPart(
      recorded,
      results,
      studies.find(({ id }) => id === recorded.id),
      lang,
    ),
  );
  const context: ReportContext = {
    lang,
    things: new Map(parts.map(({ study, names }) => [study.id, names])),
    known: [...parts.flatMap(({ study }) => study.claims), ...studies.flatMap(({ claims = [] }) => claims)],
    statements: statementsIn(studies, lang),
    translateReason: lang === 'ru' ? reasonTranslator(russianReasons) : (reason) => reason,
  };
  const severalStudies = parts.length > 1;
  return {
    index: severalStudies ? allStudies(parts, results, context) : oneStudy(parts, results, context),
    studies: severalStudies
      ? parts.map((part) => ({ id: part.study.id, report: pageOf(part, results, context) }))
      : [],
    figures: parts.flatMap(({ figures }) => figures),
  };
}

function statementsIn(studies: readonly Study[], lang: Language): ReportContext['statements'] {
  if (lang === 'en') return {};
  const all = studies.flatMap(({ translations }) => Object.entries(translations?.[lang] ?? {}));
  return Object.fromEntries(all);
}

/** The page of one study: conclusion and verdicts first, then how they came about. */
function oneStudy(parts: readonly StudyPart[], results: Results, context: ReportContext): Report {
  const { lang } = context;
  return {
    ...frame(parts, results, context),
    summary: parts.flatMap((part) => [
      ...dataNotes(part, lang),
      ...studyConclusions(part.study, context),
      ...claimsBlock([part.study], context),
    ]),
    sections: [
      ...parts.map((part) => ({
        id: part.study.id,
        title: part.title,
        blocks: studySection(part, context, true),
      })),
      machineSection(results, lang),
    ],
  };
}

function pageOf(part: StudyPart, results: Results, context: ReportContext): Report {
  // Figures of other studies are on their pages.
  const things = new Map([[part.study.id, part.names]]);
  return {
    ...oneStudy([part], results, { ...context, things }),
    title: part.title,
    parent: { title: reportWords[context.lang].allStudies, href: 'index.html' },
  };
}

function allStudies(parts: readonly StudyPart[], results: Results, context: ReportContext): Report {
  const { lang } = context;
  const words = reportWords[lang];
  const studies = parts.map(({ study }) => study);
  const claims = claimsBlock(studies, context);
  return {
    ...frame(parts, results, context),
    summary: [
      ...overallConclusions(parts, context),
      ...(claims.length > 0 ? [{ kind: 'heading' as const, text: words.headings.claims }, ...claims] : []),
    ],
    sections: [
      ...parts.map((part) => ({
        id: part.study.id,
        title: part.title,
        page: { title: words.ownPage, href: pageFile(part.study.id) },
        blocks: studySection(part, context, false),
      })),
      machineSection(results, lang),
    ],
  };
}

/** The file of a study's own page. */
export function pageFile(study: string): string {
  return `${study}.html`;
}

function frame(parts: readonly StudyPart[], { environment, status }: Results, { lang }: ReportContext) {
  const words = reportWords[lang];
  const presets = [...new Set(parts.map(({ study }) => study.preset))];
  return {
    title: words.title,
    subtitle: words.subtitle(presets, environment.date.slice(0, 10), status),
    lang,
    footer: words.footer,
  };
}

function machineSection({ environment }: Results, lang: Language) {
  return {
    id: 'machine',
    title: reportWords[lang].headings.machine,
    blocks: [machine(environment, lang)],
  };
}
