import { escapeHtml } from '../escapeHtml.js';
import { inlineText } from './inlineText.js';
import type { Claim, Verdict } from './report.js';
import type { BlockNumbers } from './blockNumbers.js';
import type { ReportWords } from './reportWords.js';

/** In the order they are counted in. */
export const VERDICTS: readonly Verdict[] = ['supported', 'refuted', 'inconclusive'];

/** The ways a claim can be decided. */
export const BASES: readonly NonNullable<Claim['basis']>[] = ['measured', 'proxy', 'construction'];

/** A sign beside the word, so that a verdict is not told by colour alone. */
const SIGNS: Record<Verdict, string> = { supported: '✓', refuted: '✗', inconclusive: '≈' };

/** What claims need to know of the rest of the report. */
export interface ClaimSurroundings {
  words: ReportWords;
  /** Numbers of the report's figures and tables. */
  numbers: BlockNumbers['byId'];
  /** Ids of the claims written so far; a claim's first row is its anchor. */
  written: Set<string>;
}

/**
 * The table of claims, headed by how many got which verdict, which the report's script turns into a filter. On phones
 * each claim becomes a block of its own.
 */
export function claimsHtml(claims: Claim[], { words, numbers, written }: ClaimSurroundings): string {
  const anchor = (id: string) => {
    if (written.has(id)) return '';
    written.add(id);
    return ` id="claim-${escapeHtml(id)}"`;
  };
  const links = (ids: string[]) =>
    ids
      .map((id) => {
        const { kind, number } = numbers.get(id)!;
        return `<a href="#${escapeHtml(id)}">${words[kind]} ${number}</a>`;
      })
      .join(', ');
  const counts = VERDICTS.map((verdict) => {
    const count = claims.filter((claim) => claim.verdict === verdict).length;
    return `<li>${badge(verdict, `${words.verdicts[verdict]}: ${count}`)}</li>`;
  });
  const rows = claims.map(
    ({
      id,
      section,
      statement,
      otherWords,
      verdict,
      why,
      figures,
      basis = 'measured',
      shownIn = [],
    }) => `<tr${anchor(id)} data-verdict="${verdict}" data-section="${escapeHtml(section)}">
<td class="claim-id"><code>${escapeHtml(id)}</code> <span class="claim-section">${escapeHtml(section)}</span></td>
<td class="claim-statement">${inlineText(statement)}${otherWords ? ` <span class="claim-words">${inlineText(otherWords)}</span>` : ''}</td>
<td class="claim-verdict">${badge(verdict, words.verdicts[verdict])}${basis === 'measured' ? '' : ` <span class="claim-basis">${words.bases[basis]}</span>`}</td>
<td class="claim-evidence">${figures ? `<span class="claim-figures">${inlineText(figures)}</span> ` : ''}${inlineText(why)}${shownIn.length > 0 ? ` <span class="claim-links">${links(shownIn)}</span>` : ''}</td>
</tr>`,
  );
  const head = [words.claim, words.statement, words.verdict, words.evidence];
  return `<div class="claims-block">
<ul class="verdict-counts" aria-label="${words.verdictCounts}" data-all="${words.allClaims}: ${claims.length}" data-sections="${words.sections}" data-every-section="${words.allClaims}">${counts.join('')}</ul>
<table class="claims sortable">
<thead><tr>${head.map((title) => `<th scope="col">${title}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table>
</div>`;
}

function badge(verdict: Verdict, text: string): string {
  return `<span class="badge ${verdict}"><span aria-hidden="true">${SIGNS[verdict]}</span> ${text}</span>`;
}
