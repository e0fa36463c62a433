import type { StudyResults } from '../../results/types.js';

/** The ids of the nets that play the parts in the claims. */
export interface KernelNets {
  k3: string;
  k5: string;
  k7: string;
  /** The nets of mixed kernels: one for each way to read the document. */
  mixed: string[];
}

const document: KernelNets = {
  k3: 'Kernel 3x3',
  k5: 'Kernel 5x5',
  k7: 'Kernel 7x7',
  mixed: ['Mixed kernels'],
};

const matched: KernelNets = {
  k3: 'Kernel 3x3, matched',
  k5: 'Kernel 5x5, matched',
  k7: 'Kernel 7x7, matched',
  mixed: ['Mixed kernels, matched', 'Parallel kernels, matched'],
};

export function netsOf({ preset }: Pick<StudyResults, 'preset'>): KernelNets {
  return isMatched({ preset }) ? matched : document;
}

/** Whether the nets have the same number of parameters by choice. */
export function isMatched({ preset }: Pick<StudyResults, 'preset'>): boolean {
  return preset === 'matched';
}
