import type { ClaimRecord, StudyResults } from '../results/types.js';
import { CannotJudge, type Claim } from './claim.js';

/**
 * Holds the claims of a study against its results.
 *
 * @param others - all results at hand, for claims across studies
 * @returns a record of each claim, in their order
 */
export function judgeClaims(
  claims: readonly Claim[],
  study: StudyResults,
  others: readonly StudyResults[],
): ClaimRecord[] {
  return claims.map(({ judge, section = study.id, kind = 'measured', ...stated }) => {
    const claim = { ...stated, section, kind };
    try {
      return { ...claim, ...judge(study, others) };
    } catch (error) {
      if (!(error instanceof CannotJudge)) throw error;
      return { ...claim, verdict: 'inconclusive', figures: {}, because: error.message };
    }
  });
}
