import type { Language } from '@convstudy/viz';
import type { Claim } from '../claims/claim.js';
import type { ClaimRecord } from '../results/types.js';
import type { ShownThings } from './shown-in.js';

/** What the parts of a report need to know of the whole. */
export interface ReportContext {
  lang: Language;
  things: ShownThings;
  /** All claims, judged first, by which contradictions are told. */
  known: readonly StatedClaim[];
  /** Statements of claims in the language of the report, where that is not English, by the English ones. */
  statements: Readonly<Record<string, string>>;
  /** Translates the reason of a verdict where the report is not English; undefined: as it is. */
  translateReason: (reason: string) => string | undefined;
}

/** A claim, judged or not. */
export type StatedClaim = Omit<Claim, 'judge'> & Partial<Pick<ClaimRecord, 'verdict'>>;
