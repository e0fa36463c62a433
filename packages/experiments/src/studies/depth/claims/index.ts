import type { Claim } from '../../../claims/claim.js';
import { deepNet } from './deep.js';
import { mediumNet } from './medium.js';
import { residualNet } from './residual.js';
import { shallowNet } from './shallow.js';
import { sizes } from './sizes.js';

/** What section 2.2 of the document says of its results. */
export const claims: Claim[] = [...sizes, ...shallowNet, ...mediumNet, ...deepNet, ...residualNet];
