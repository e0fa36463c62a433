import type { Text, TextPart } from '@convstudy/viz';
import type { ClaimRecord } from '../results/types.js';
import type { ReportContext } from './report-context.js';

type Statement = Pick<ClaimRecord, 'statement' | 'original'>;
type Languages = Pick<ReportContext, 'lang' | 'statements'>;

/** A claim's statement in a report's language; where it has none there, in the words of the document or in English. */
export function statementText({ statement, original }: Statement, { lang, statements }: Languages): TextPart {
  if (lang === 'en') return statement;
  return statements[statement] ?? (original ? `«${original}»` : { text: statement, lang: 'en' });
}

/** The words of the document; where they are the statement already, what exactly they were taken for. */
export function otherStatementText(
  { statement, original }: Statement,
  { lang, statements }: Languages,
): Text | undefined {
  if (!original) return undefined;
  if (lang === 'en') return { text: `«${original}»`, lang: 'ru' };
  return statements[statement] ? `«${original}»` : { text: statement, lang: 'en' };
}

export function reasonText(
  { because }: Pick<ClaimRecord, 'because'>,
  { translateReason }: Pick<ReportContext, 'translateReason'>,
): TextPart {
  return translateReason(because) ?? { text: because, lang: 'en' };
}

/** Without the full stop, for a text that goes on. */
export function unstopped(text: TextPart): TextPart {
  const cut = (words: string) => words.replace(/\.$/u, '');
  return typeof text === 'string' ? cut(text) : { ...text, text: cut(text.text) };
}
