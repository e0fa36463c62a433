import { CannotJudge } from '../../claims/claim.js';
import type { StudyResults } from '../../results/types.js';

/** Which model plays which part in results of study 2.2. */
export interface DepthNets {
  shallow: string;
  medium: string;
  deep: string;
  residual: string;
  /** Nets that the document does not have. */
  others: string[];
}

const document: DepthNets = {
  shallow: 'Depth 2',
  medium: 'Depth 4',
  deep: 'Depth 6',
  residual: 'Depth residual',
  others: [],
};

const matched: DepthNets = {
  shallow: 'Depth 2, matched',
  medium: 'Depth 4, matched',
  deep: 'Depth 6, matched',
  residual: 'Depth residual, matched',
  others: ['Depth 6 normalized, matched'],
};

export function netsOf({ preset }: Pick<StudyResults, 'preset'>): DepthNets {
  return preset === 'matched' ? matched : document;
}

/** @throws CannotJudge if the nets are not those whose sizes the document states */
export function mustBeOfTheDocument({ preset }: StudyResults, what: string): void {
  if (preset === 'matched') {
    throw new CannotJudge(
      `The networks of this preset have one size by choice, so ${what} of the document's are not theirs.`,
    );
  }
}

/** @throws CannotJudge if the accuracies that the document states are not of such nets and images */
export function mustBeAsInTheDocument(study: StudyResults): void {
  mustBeOfTheDocument(study, 'the accuracies');
  if (study.data.synthetic) {
    throw new CannotJudge('An accuracy on synthetic images says nothing about one on MNIST.');
  }
}
