/** 0.975 quantiles of Student's t distribution for 1 to 30 degrees of freedom (SciPy 1.10, `scipy.stats.t.ppf`). */
const QUANTILES = [
  12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281, 2.201, 2.1788, 2.1604,
  2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.093, 2.086, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555,
  2.0518, 2.0484, 2.0452, 2.0423,
];

/**
 * The factor of the standard error that gives a 95 % confidence interval of a mean.
 *
 * @param degrees degrees of freedom, one less than the number of values; over 30 within 0.001 of the true factor
 */
export function studentQuantile(degrees: number): number {
  if (degrees <= QUANTILES.length) return QUANTILES[degrees - 1];
  // First two terms of the expansion of Cornish and Fisher (Abramowitz and Stegun, 26.7.5).
  const z = 1.959964;
  return z + (z ** 3 + z) / (4 * degrees);
}
