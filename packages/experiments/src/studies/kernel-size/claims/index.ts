import type { Claim } from '../../../claims/claim.js';
import * as accuracy from './accuracy.js';
import * as activations from './activations.js';
import * as fields from './fields.js';
import * as sizes from './sizes.js';
import * as time from './time.js';

/** What section 2.1 of the document says of its results, in its order. */
export const claims: Claim[] = [
  accuracy.stable,
  accuracy.mostAccurate,
  accuracy.slightlyBelow3x3,
  fields.growWithKernel,
  sizes.parametersGrow,
  sizes.computationGrows,
  activations.blurred7x7,
  accuracy.leastAccurate,
  accuracy.mixedInBetween,
  sizes.mixedFewerChannels,
  activations.mixedKeepsDetail,
  accuracy.mixedLessStable,
  time.fastest3x3,
  time.slower5x5,
  time.slowest7x7,
  time.mixedFasterThan7x7,
  time.mixedSlowerThan3x3,
  sizes.mixedFewerParameters,
  fields.gradually3x3,
  fields.effectiveWider5x5,
  activations.losesDetail5x5,
  accuracy.mixedOverfits,
  activations.edges3x3,
  activations.structure3x3,
  activations.detail3x3,
  activations.wider5x5,
];
