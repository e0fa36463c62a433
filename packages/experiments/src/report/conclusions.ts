import type { Block, Text, TextPart } from '@convstudy/viz';
import type { ClaimRecord, StudyResults } from '../results/types.js';
import { reasonText, statementText, unstopped } from './claim-texts.js';
import { countVerdicts } from './count-verdicts.js';
import { dataName } from './data-name.js';
import type { ReportContext, StatedClaim } from './report-context.js';
import { trainedOnSynthetic } from './trained-on-synthetic.js';
import { reportWords } from './words/index.js';

/** What the conclusions need to know of a study. */
export interface Concluded {
  /** Its title in the report. */
  title: string;
  /** With its claims judged. */
  study: StudyResults;
}

/**
 * Conclusions over several studies, written from the verdicts: how many statements got which, per study those that were
 * refuted, and where the document contradicts itself.
 */
export function overallConclusions(parts: readonly Concluded[], context: ReportContext): Block[] {
  const words = reportWords[context.lang].conclusions;
  const claims = parts.flatMap(({ study }) => study.claims);
  if (claims.length === 0) return [];
  const items = parts
    .filter(({ study }) => study.claims.length > 0)
    .map(({ title, study }): Text => {
      const refuted = study.claims.filter(({ verdict }) => verdict === 'refuted');
      return [
        `${title}: ${words.shortCounts(countVerdicts(study.claims))}.`,
        ...(refuted.length > 0 ? [` ${words.refutedOf} `, ...joined(refuted, context), '.'] : []),
      ];
    });
  return [
    { kind: 'paragraph', text: counted(claims, parts, context) },
    { kind: 'list', items },
    ...contradictions(claims, context),
  ];
}

/**
 * The conclusion of one study, written from the verdicts: what was refuted and by which figures, what could not be decided
 * and why, what was supported, and where the document contradicts itself.
 */
export function studyConclusions(study: StudyResults, context: ReportContext): Block[] {
  const words = reportWords[context.lang].conclusions;
  if (study.claims.length === 0) return [];
  const lists = (['refuted', 'inconclusive', 'supported'] as const).flatMap((verdict): Block[] => {
    const claims = study.claims.filter((claim) => claim.verdict === verdict);
    if (claims.length === 0) return [];
    return [
      { kind: 'paragraph', text: words.lists[verdict](claims.length) },
      {
        kind: 'list',
        items: byReason(claims).map((group): Text => {
          const reason = reasonText(group[0], context);
          return group.length === 1
            ? [...joined(group, context), ' — ', reason]
            : [unstopped(reason), ': ', ...joined(group, context), '.'];
        }),
      },
    ];
  });
  return [
    { kind: 'paragraph', text: counted(study.claims, [{ study }], context) },
    ...lists,
    ...contradictions(study.claims, context),
  ];
}

function counted(
  claims: readonly ClaimRecord[],
  parts: readonly Pick<Concluded, 'study'>[],
  { lang }: ReportContext,
): string {
  const words = reportWords[lang].conclusions;
  const byConstruction = claims.filter(({ kind }) => kind === 'construction').length;
  const synthetic = parts
    .map(({ study }) => study)
    .filter((study) => trainedOnSynthetic(study) && study.claims.length > 0)
    .map(({ data }) => dataName(data, lang));
  return [
    words.counts(countVerdicts(claims)),
    ...(byConstruction > 0 ? [words.construction(byConstruction)] : []),
    ...(synthetic.length > 0 ? [words.synthetic([...new Set(synthetic)])] : []),
  ].join(' ');
}

/** Claims with one and the same reason together, such as all those that need a run that did not finish. */
function byReason(claims: readonly ClaimRecord[]): ClaimRecord[][] {
  const reasons = [...new Set(claims.map(({ because }) => because))];
  return reasons.map((reason) => claims.filter(({ because }) => because === reason));
}

function joined(claims: readonly ClaimRecord[], context: ReportContext): TextPart[] {
  return claims.flatMap((claim, i) => [...(i > 0 ? ['; '] : []), unstopped(statementText(claim, context))]);
}

function contradictions(claims: readonly ClaimRecord[], context: ReportContext): Block[] {
  const words = reportWords[context.lang].conclusions;
  const side = (claim: StatedClaim): TextPart[] => [
    unstopped(statementText(claim, context)),
    ` (${claim.section}${claim.verdict ? `, ${words.verdicts[claim.verdict]}` : ''})`,
  ];
  const items = claims.flatMap((claim) =>
    (claim.contradicts ?? []).flatMap((id): Text[] => {
      const other = claims.find((one) => one.id === id) ?? context.known.find((one) => one.id === id);
      return other ? [[...side(claim), ` ${words.against} `, ...side(other), '.']] : [];
    }),
  );
  if (items.length === 0) return [];
  return [
    { kind: 'paragraph', text: words.contradictions },
    { kind: 'list', items },
  ];
}
