import type { Claim } from '../../claims/claim.js';
import { standsOut } from '../../claims/compare.js';
import type { Measure } from '../../claims/measures.js';
import type { StudyResults } from '../../results/types.js';

/** Which model plays which part in results of study 1.1 or 1.2. */
export interface Nets {
  fcn: string;
  simple: string;
  residual: string;
}

export type Part = keyof Nets;

/**
 * The ids of the three nets that results compare: the document's, or in preset `matched` those of equal size.
 *
 * @param prefix - what the ids of the study's models begin with
 */
export function netsOf({ preset }: Pick<StudyResults, 'preset'>, prefix: '' | 'CIFAR '): Nets {
  const id = (name: string) => `${prefix}${name}${preset === 'matched' ? ', matched' : ''}`;
  return { fcn: id('FCN'), simple: id('SimpleCNN'), residual: id('ResidualCNN') };
}

/** The id of a net that is trained with augmentation, from the net's own. */
export function augmented(id: string): string {
  return `${id}, augmented`;
}

/** `standsOut` for nets by their parts. */
export function standsOutAmong(nets: (study: StudyResults) => Nets) {
  return (
    measure: Measure,
    direction: 'highest' | 'lowest',
    part: Part,
    others: readonly Part[],
  ): Claim['judge'] => {
    return (study) => {
      const names = nets(study);
      return standsOut(
        study,
        measure,
        direction,
        names[part],
        others.map((other) => names[other]),
      );
    };
  };
}
