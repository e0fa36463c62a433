import type { ClaimRecord, Verdict } from '../results/types.js';

/** In the order they are counted in. */
export const VERDICTS: readonly Verdict[] = ['supported', 'refuted', 'inconclusive'];

export function countVerdicts(claims: readonly Pick<ClaimRecord, 'verdict'>[]): Record<Verdict, number> {
  const count = (verdict: Verdict) => claims.filter((claim) => claim.verdict === verdict).length;
  return {
    supported: count('supported'),
    refuted: count('refuted'),
    inconclusive: count('inconclusive'),
  };
}
