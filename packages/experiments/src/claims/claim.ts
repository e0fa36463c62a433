import type { ClaimKind, StudyResults, Verdict } from '../results/types.js';

/** What results have to say about a statement. */
export interface Judgement {
  verdict: Verdict;
  /** The numbers behind the verdict, by name. */
  figures: Record<string, number>;
  /** Why the verdict is what it is, in a line. */
  because: string;
}

/** A statement that results can decide, and how they do. */
export interface Claim {
  /** Unique among all claims; words joined by hyphens. */
  id: string;
  /** Where it was stated, such as `1.1`. Default: the study's id. */
  section?: string;
  /** The statement, with the threshold that it is held to where its words leave one open. */
  statement: string;
  /** The statement in the words of the document. */
  original?: string;
  /** Default: `measured`. */
  kind?: ClaimKind;
  /**
   * What of the study shows it, for the report to link to: `loss`, `accuracy`, `comparison`, `models` (the table of results),
   * the name of an analysis (all that it shows), or the id of a figure or table without the study's; of another study as
   * `<study>/<one of these>`. Default: `models` and `comparison`.
   */
  shownIn?: readonly string[];
  /** Ids of claims, of this study or others, that the document contradicts with this one. */
  contradicts?: readonly string[];
  /**
   * Decides it by results alone: the same results give the same judgement, whenever they are read.
   *
   * @param study - the results of the study that the claim belongs to; runs may be missing or unfinished
   * @param others - all results at hand, for a claim across studies
   * @throws CannotJudge if the results lack what it takes; the claim is inconclusive then
   */
  judge: (study: StudyResults, others: readonly StudyResults[]) => Judgement;
}

/** Results that lack what a claim needs. The message says what, and becomes the reason why the claim is inconclusive. */
export class CannotJudge extends Error {
  override name = 'CannotJudge';
}
