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
  const own = lang === 'en' ? study : study.translations?.[lang];
  const marked = (texts: readonly string[] | undefined) =>
    (texts ?? []).map((text): TextPart => (lang === 'en' ? text : { text, lang: 'en' }));
  const ofModels = study.models.flatMap(({ id, reconstructed }) =>
    reconstructed ? [`${id}: ${reconstructed}`] : [],
  );
  return {
    title: [study.section, own?.title ?? study.title].filter(Boolean).join(' '),
    question: own?.question ?? { text: study.question, lang: 'en' },
    reconstructed: [...(own?.reconstructed ?? marked(study.reconstructed)), ...marked(ofModels)],
    notControlled: own?.notControlled ?? marked(study.notControlled),
  };
}
