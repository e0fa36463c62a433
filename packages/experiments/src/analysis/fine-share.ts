import type { Plane } from './plane.js';

/**
 * How much of a plane's variation is fine: the share of its power, mean left out, at spatial frequencies of the upper
 * half in either direction, that is above a quarter of a cycle per position. A plane of independent noise has about three
 * quarters.
 *
 * @returns 0 to 1; undefined where all values are the same
 */
export function fineShare({ width, height, values }: Plane): number | undefined {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) ** 2;
  // What is left of equal values when their mean is rounded.
  if (squares <= values.length * (1e-7 * mean) ** 2) return undefined;
  const [across, down] = [waves(width), waves(height)];
  let coarse = 0;
  const rows = new Float64Array(2 * height);
  for (let u = 0; u < across.count; u++) {
    for (let y = 0; y < height; y++) {
      let [real, imaginary] = [0, 0];
      for (let x = 0; x < width; x++) {
        const value = values[y * width + x] - mean;
        real += value * across.cosine[u * width + x];
        imaginary -= value * across.sine[u * width + x];
      }
      rows[2 * y] = real;
      rows[2 * y + 1] = imaginary;
    }
    for (let v = 1 - down.count; v < down.count; v++) {
      const [wave, sign] = [Math.abs(v) * height, v < 0 ? -1 : 1];
      let [real, imaginary] = [0, 0];
      for (let y = 0; y < height; y++) {
        const [cosine, sine] = [down.cosine[wave + y], sign * down.sine[wave + y]];
        real += rows[2 * y] * cosine + rows[2 * y + 1] * sine;
        imaginary += rows[2 * y + 1] * cosine - rows[2 * y] * sine;
      }
      // Of real values, -u has the power of u.
      coarse += (u === 0 ? 1 : 2) * (real * real + imaginary * imaginary);
    }
  }
  // All of the power, by Parseval's theorem, is the sum of squares.
  return Math.min(1, Math.max(0, 1 - coarse / (squares * values.length)));
}

interface Waves {
  /** Frequencies from 0 up to a quarter of a cycle per position. */
  count: number;
  cosine: Float64Array;
  sine: Float64Array;
}

const known = new Map<number, Waves>();

function waves(length: number): Waves {
  const earlier = known.get(length);
  if (earlier) return earlier;
  const count = Math.floor(length / 4) + 1;
  const angle = (index: number) => (2 * Math.PI * Math.floor(index / length) * (index % length)) / length;
  const made = {
    count,
    cosine: Float64Array.from({ length: count * length }, (_, i) => Math.cos(angle(i))),
    sine: Float64Array.from({ length: count * length }, (_, i) => Math.sin(angle(i))),
  };
  known.set(length, made);
  return made;
}
