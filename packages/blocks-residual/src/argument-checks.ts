import type * as tf from '@tensorflow/tfjs-layers';

/** Throws unless `value` is a whole number of at least 1; the error names the caller, the argument and the value. */
export function requirePositiveInteger(caller: string, argument: string, value: unknown): void {
  if (!Number.isSafeInteger(value) || (value as number) < 1) {
    throw new RangeError(`${caller}: ${argument} must be a positive integer, but it is ${show(value)}.`);
  }
}

/** Throws unless `value` is undefined or a whole number of at least 0. */
export function requireSeed(caller: string, value: unknown): void {
  if (value !== undefined && (!Number.isSafeInteger(value) || (value as number) < 0)) {
    throw new RangeError(
      `${caller}: seed must be an integer of at least 0 or left out, but it is ${show(value)}.`,
    );
  }
}

/** Throws unless `input` is what a block can work on: a symbolic tensor [batch, height, width, channels]. */
export function requireImages(caller: string, input: tf.SymbolicTensor): void {
  const shape = (input as Partial<tf.SymbolicTensor> | undefined)?.shape;
  if (!Array.isArray(shape)) {
    throw new RangeError(`${caller}: the input must be one symbolic tensor, but it is ${show(input)}.`);
  }
  if (shape.length !== 4) {
    throw new RangeError(
      `${caller}: the input must have rank 4, [batch, height, width, channels], but its shape is ${show(shape)}.`,
    );
  }
  if (shape[3] == null) {
    throw new RangeError(
      `${caller}: the input's number of channels must be known, but its shape is ${show(shape)}.`,
    );
  }
}

/** A value as it reads in an error message; of objects that are not plain data, the name of their class. */
export function show(value: unknown): string {
  if (typeof value === 'number' || value === undefined) return String(value);
  if (typeof value === 'function') return 'a function';
  return JSON.stringify(value, (_, entry: unknown) => {
    if (typeof entry === 'number' && !Number.isFinite(entry)) return String(entry);
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return entry;
    const { name } = entry.constructor;
    return name === 'Object' ? entry : name;
  });
}
