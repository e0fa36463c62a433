/** The rules that claims are judged by, for studies of one's own too. */
export { aheadEverywhere, variesNoMore, type Pairing } from './across-studies.js';
export { CannotJudge, type Claim, type Judgement } from './claim.js';
export { allOf, inEveryReading, inEveryRun, runsOf } from './combine.js';
export { ALPHA, compare, standsOut, type Comparison } from './compare.js';
export { endsHigher, lossJumps, trend, worstEpoch } from './curves.js';
export {
  gradientRatios,
  gradientsPass,
  gradientsStayStable,
  gradientsVanish,
  gradientsVanishBeside,
  innerGradientsWeaken,
  type GradientRatios,
} from './gradient-ratios.js';
export { judgeClaims } from './judge-claims.js';
export { largestRise } from './largest-rise.js';
export { keepsAtLeast, mapFigure } from './map-figures.js';
export { gap, testAccuracy, testLoss, trainingTime, type Measure } from './measures.js';
export { differsBy, reaches, type RecordedFigure } from './recorded-figures.js';
export { differsSlightly } from './slight-difference.js';
export { spreadStandsOut } from './spread.js';
export { accuracyIsAbout, accuracyReached } from './stated-accuracy.js';
export { gapBelow, timeRatio, verdictOnTimes } from './thresholds.js';
