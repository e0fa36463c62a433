import type { Block } from '@convstudy/viz';
import type { StudyResults } from '../results/types.js';
import { otherStatementText, reasonText, statementText } from './claim-texts.js';
import type { ReportContext } from './report-context.js';
import { shownIds } from './shown-in.js';

/** All claims of some studies with their verdicts and why, linked to what shows them; none if there are no claims. */
export function claimsBlock(studies: readonly StudyResults[], context: ReportContext): Block[] {
  const claims = studies.flatMap((study) =>
    study.claims.map((claim) => {
      const otherWords = otherStatementText(claim, context);
      return {
        id: claim.id,
        section: claim.section,
        statement: statementText(claim, context),
        ...(otherWords !== undefined && { otherWords }),
        basis: claim.kind,
        verdict: claim.verdict,
        why: reasonText(claim, context),
        shownIn: shownIds(claim, study.id, context.things),
      };
    }),
  );
  return claims.length === 0 ? [] : [{ kind: 'claims', claims }];
}
