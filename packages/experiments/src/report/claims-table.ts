import Table from 'cli-table3';
import { createColors } from 'picocolors';
import type { ClaimRecord, StudyResults, Verdict } from '../results/types.js';
import { countVerdicts } from './count-verdicts.js';
import { english } from './words/english.js';

/** The claims of a study with their verdicts as a table for the terminal; empty if it has none. */
export function claimsTable({ claims, data }: StudyResults): string {
  if (claims.length === 0) return '';
  const colors = createColors();
  const table = new Table({
    head: ['Verdict', 'Statement of the document', 'Why'],
    colWidths: [14, 44, 60],
    wordWrap: true,
    style: { head: colors.isColorSupported ? ['bold'] : [], border: [] },
  });
  const paint: Record<Verdict, (text: string) => string> = {
    supported: colors.green,
    refuted: colors.red,
    inconclusive: colors.dim,
  };
  table.push(
    ...claims.map((claim: ClaimRecord) => [
      paint[claim.verdict](claim.verdict),
      claim.statement,
      claim.because,
    ]),
  );
  const where = data.synthetic ? `, judged on ${data.name.toLowerCase()}` : '';
  return `${table.toString()}\nStatements${where}: ${english.conclusions.shortCounts(countVerdicts(claims))}.`;
}
