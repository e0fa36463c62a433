import type { Language, TextPart } from '@convstudy/viz';
import type { Study } from '../studies/define-study.js';

/** What a study says about itself, in a report's language. */
export interface StudyTexts {
  /** With its section before it. */
  title: string;
  question: TextPart;
  reconstructed: TextPart[];
  notControlled: TextPart[];
}

/** The texts of a study: translated where it has them in that language, else in English and marked so. */
export function studyTexts(study: Study, lang: Language): StudyTexts {
  const translated: Readonly<Record<string, string>> = (lang !== 'en' && study.translations?.[lang]) || {};
  const own = (text: string): TextPart => translated[text] ?? (lang === 'en' ? text : { text, lang: 'en' });
  const ofModels = study.models.flatMap(({ id, reconstructed }) =>
    reconstructed ? [`${id}: ${reconstructed}`] : [],
  );
  return {
    title: [study.section, translated[study.title] ?? study.title].filter(Boolean).join(' '),
    question: own(study.question),
    reconstructed: [...(study.reconstructed ?? []), ...ofModels].map(own),
    notControlled: (study.notControlled ?? []).map(own),
  };
}
