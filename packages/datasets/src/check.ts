/** Throws unless `value` is an integer from `least` to `most`; `name` is the argument as the caller wrote it. */
export function checkInteger(name: string, value: unknown, least: number, most: number): void {
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return;
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new Error(`${name} is ${String(value)}; expected an integer ${range}.`);
}

/** Seeds are 32-bit: that is what the random streams are started from. */
export const MAX_SEED = 2 ** 32 - 1;
