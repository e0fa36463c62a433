/** @throws RangeError naming the argument unless its value is a whole number of at least `minimum` */
export function checkWhole(name: string, value: number, minimum: number): void {
  if (!Number.isInteger(value) || value < minimum) {
    throw new RangeError(`${name} must be a whole number of at least ${minimum}, but is ${value}`);
  }
}

/** @throws RangeError naming the argument unless its value is a positive finite number */
export function checkPositive(name: string, value: number): void {
  if (!Number.isFinite(value) || value <= 0) {
    throw new RangeError(`${name} must be a positive number, but is ${value}`);
  }
}
