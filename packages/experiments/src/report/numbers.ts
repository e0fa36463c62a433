/** Numbers as the report, the terminal and the studies write them. */

const counts = new Intl.NumberFormat('en-US');

/** 160906 -> `160,906` */
export function count(value: number): string {
  return counts.format(value);
}

/** 0.98765 -> `98.77 %` */
export function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(2)} %`;
}

/** A difference of fractions: 0.0123 -> `1.23 points` */
export function points(difference: number): string {
  return `${(100 * difference).toFixed(2)} points`;
}

/** 12.34 -> `12.3 s`, 754 -> `12 min 34 s` */
export function seconds(value: number): string {
  if (value < 100) return `${value.toFixed(1)} s`;
  const whole = Math.round(value);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** 0.034 -> `0.034 ms`, with three figures that mean something */
export function milliseconds(value: number): string {
  return `${Number(value.toPrecision(3))} ms`;
}

/** 9.96 -> `10`, 1.234 -> `1.2` */
export function factor(value: number): string {
  return value >= 9.95 ? value.toFixed(0) : value.toFixed(1);
}

/** 123456789 -> `123 M`, 1234567 -> `1.23 M` */
export function millions(value: number): string {
  return `${Number((value / 1e6).toPrecision(3))} M`;
}
