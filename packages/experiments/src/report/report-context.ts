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
  /** The reason of a verdict in the language of the report; undefined where it has none there. */
  translateReason: (reason: string) => string | undefined;
}

/** A claim, judged or not. */
export type StatedClaim = Omit<Claim, 'judge'> & Partial<Pick<ClaimRecord, 'verdict'>>;
