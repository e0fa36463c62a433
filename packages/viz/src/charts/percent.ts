/** A fraction in percent for a note, with as many digits as tell small shares apart: `12.3 %`, `0.04 %`. */
export function percent(fraction: number): string {
  const value = 100 * fraction;
  return `${value !== 0 && Math.abs(value) < 0.1 ? Number(value.toPrecision(1)) : value.toFixed(1)} %`;
}
