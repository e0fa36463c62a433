import type { Plane } from '../analysis/plane.js';

/** A small picture in `results.json`. */
export interface PackedImage {
  width: number;
  height: number;
  /** 3: red, green, blue. Absent: one number for each pixel. */
  channels?: 3;
  /** What a byte of 0 stands for: the smallest number. */
  low: number;
  /** What a byte of 255 stands for: the largest number. */
  high: number;
  /** Base64 of a byte for each number, row by row from the top, channels last. */
  pixels: string;
}

/**
 * Packs a picture, to 256 steps between its smallest and its largest number. What is not finite becomes the smallest.
 *
 * @param values - width x height x channels numbers, row by row from the top, channels last
 * @param channels - 1 (default) or 3
 * @throws RangeError if there are not as many values
 */
export function packImage(
  values: ArrayLike<number>,
  width: number,
  height: number,
  channels: 1 | 3 = 1,
): PackedImage {
  const length = width * height * channels;
  if (values.length !== length) {
    throw new RangeError(
      `packImage: values must be ${length} numbers (${height} x ${width} x ${channels}), but are ${values.length}.`,
    );
  }
  const finite = Array.from(values).filter(Number.isFinite);
  const low = finite.reduce((least, value) => Math.min(least, value), finite[0] ?? 0);
  const high = finite.reduce((most, value) => Math.max(most, value), finite[0] ?? 0);
  const bytes = Buffer.alloc(length);
  for (let i = 0; i < length; i++) {
    const value = values[i];
    bytes[i] = Number.isFinite(value) && high > low ? Math.round((255 * (value - low)) / (high - low)) : 0;
  }
  return {
    width,
    height,
    ...(channels === 3 && { channels }),
    low,
    high,
    pixels: bytes.toString('base64'),
  };
}

/** The numbers of a packed picture, each within half a step (`high - low` over 510) of what was packed. */
export function unpackImage(packed: PackedImage): Plane & { channels?: 3; values: Float64Array } {
  const { width, height, channels, low, high, pixels } = packed;
  const values = Float64Array.from(
    Buffer.from(pixels, 'base64'),
    (byte) => low + ((high - low) * byte) / 255,
  );
  if (values.length !== width * height * (channels ?? 1)) {
    throw new RangeError(
      `unpackImage: pixels must hold ${width * height * (channels ?? 1)} bytes, but hold ${values.length}.`,
    );
  }
  return { width, height, ...(channels && { channels }), values };
}
