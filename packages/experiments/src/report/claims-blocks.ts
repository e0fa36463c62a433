import type { Block } from '@convstudy/viz';
import type { StudyResults } from '../results/types.js';
import { countVerdicts } from './count-verdicts.js';

/** All claims with their verdicts and why, with the figures; and on what they were judged. */
export function claimsBlocks(studies: readonly StudyResults[]): Block[] {
  const claims = studies.flatMap((study) => study.claims);
  if (claims.length === 0) return [];
  const synthetic = [
    ...new Set(studies.filter(({ data }) => data.synthetic).map(({ data }) => data.name.toLowerCase())),
  ];
  const text =
    `Of ${claims.length} statements of the document ${countVerdicts(claims)}.` +
    (synthetic.length > 0
      ? ` They were judged on ${synthetic.join(' and ')}, which the document did not use: here the verdicts show how statements are judged, not whether they hold.`
      : '');
  return [
    { kind: 'paragraph', text },
    {
      kind: 'claims',
      claims: claims.map(({ id, section, statement, original, kind, verdict, because }) => ({
        id,
        section,
        statement: original ? `${statement} “${original}”` : statement,
        basis: kind,
        verdict,
        why: because,
      })),
    },
  ];
}
