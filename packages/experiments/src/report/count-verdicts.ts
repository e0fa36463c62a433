import type { ClaimRecord, Verdict } from '../results/types.js';

/** `3 are supported, 1 is refuted, 2 are inconclusive` */
export function countVerdicts(claims: readonly ClaimRecord[]): string {
  return (['supported', 'refuted', 'inconclusive'] satisfies Verdict[])
    .map((verdict) => {
      const count = claims.filter((claim) => claim.verdict === verdict).length;
      return `${count} ${count === 1 ? 'is' : 'are'} ${verdict}`;
    })
    .join(', ');
}
