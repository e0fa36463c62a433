import { escapeHtml } from '../escapeHtml.js';
import { inlineText } from './inlineText.js';
import type { Claim, Verdict } from './report.js';
import type { ReportWords } from './reportWords.js';

/** In the order they are counted in. */
export const VERDICTS: readonly Verdict[] = ['supported', 'refuted', 'inconclusive'];

/** A sign beside the word, so that a verdict is not told by colour alone. */
const SIGNS: Record<Verdict, string> = { supported: '✓', refuted: '✗', inconclusive: '≈' };

/** The table of claims, headed by how many got which verdict. On phones each claim becomes a block of its own. */
export function claimsHtml(claims: Claim[], words: ReportWords): string {
  const counts = VERDICTS.map((verdict) => {
    const count = claims.filter((claim) => claim.verdict === verdict).length;
    return `<li>${badge(verdict, `${words.verdicts[verdict]}: ${count}`)}</li>`;
  });
  const rows = claims.map(
    ({ id, section, statement, verdict, why, figures }) => `<tr id="claim-${escapeHtml(id)}">
<td class="claim-id"><code>${escapeHtml(id)}</code> <span class="claim-section">${escapeHtml(section)}</span></td>
<td class="claim-statement">${inlineText(statement)}</td>
<td class="claim-verdict">${badge(verdict, words.verdicts[verdict])}</td>
<td class="claim-evidence">${figures ? `<span class="claim-figures">${inlineText(figures)}</span> ` : ''}${inlineText(why)}</td>
</tr>`,
  );
  const head = [words.claim, words.statement, words.verdict, words.evidence];
  return `<ul class="verdict-counts" aria-label="${words.verdictCounts}">${counts.join('')}</ul>
<table class="claims sortable">
<thead><tr>${head.map((title) => `<th scope="col">${title}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table>`;
}

function badge(verdict: Verdict, text: string): string {
  return `<span class="badge ${verdict}"><span aria-hidden="true">${SIGNS[verdict]}</span> ${text}</span>`;
}
