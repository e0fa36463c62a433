import { nearlyNormal } from '../nearly-normal.js';
import type { RandomStream } from '../random.js';
import { GLYPHS, type Point } from './glyphs.js';
import { drawPiece, smoothLine, type Canvas } from './pen.js';

/** How much the hand varies. Lengths are in pixels unless a line says otherwise. */
const VARIATION = {
  height: [13, 22],
  widthOverHeight: [0.5, 0.95],
  /** To the right, per pixel up. */
  slant: [-0.2, 0.5],
  /** Tangent of half the angle, either way: 0.13 is 15 degrees. */
  turn: 0.13,
  /** Of the centre, along each axis, either way. */
  shift: 3.5,
  /** Displacement of the nine points of a grid over the glyph, which bends it as a whole; in parts of its box. */
  bend: 0.1,
  /** Displacement of every point of a stroke by itself; in parts of the box. */
  wobble: 0.025,
  /** In parts of the glyph's height. */
  penRadius: [0.04, 0.088],
  /** By how much the radius differs at the ends of a stroke, as a factor either way. */
  pressure: 0.3,
  softness: [0.9, 1.8],
  darkness: [0.6, 1],
  /** Standard deviation of the noise on each pixel, in parts of full ink. */
  noise: [0, 0.14],
} as const;

/** Writes the digit as a new hand would, and gives the pixels, 0 to 255, in `pixels` (size x size of them). */
export function writeDigit(digit: number, random: RandomStream, size: number, pixels: Uint8Array): void {
  const within = ([low, high]: readonly [number, number]): number => random.between(low, high);
  const around = (spread: number): number => random.between(-spread, spread);

  const glyph = GLYPHS[digit][random.below(GLYPHS[digit].length)];
  const height = within(VARIATION.height);
  const radius = height * within(VARIATION.penRadius);
  const softness = within(VARIATION.softness);
  const shape = shaping(height, random);
  const lines = glyph.map((stroke) =>
    smoothLine(
      stroke.map(([x, y]): Point => [x + around(VARIATION.wobble), y + around(VARIATION.wobble)]),
    ).map(shape),
  );
  const thickest = radius * (1 + VARIATION.pressure) + softness / 2;
  const place = placement(lines.flat(), thickest, size, random);

  const canvas: Canvas = { size, ink: new Float64Array(size * size) };
  for (const line of lines) {
    const startRadius = radius * (1 + around(VARIATION.pressure));
    const endRadius = radius * (1 + around(VARIATION.pressure));
    const radiusAt = (index: number): number =>
      startRadius + ((endRadius - startRadius) * index) / (line.length - 1);
    const placed = line.map(place);
    for (let index = 0; index + 1 < placed.length; index++) {
      drawPiece(canvas, placed[index], placed[index + 1], radiusAt(index), radiusAt(index + 1), softness);
    }
  }

  const darkness = within(VARIATION.darkness);
  const noise = within(VARIATION.noise);
  for (let at = 0; at < pixels.length; at++) {
    const value = darkness * canvas.ink[at] + noise * nearlyNormal(random);
    pixels[at] = Math.round(255 * Math.min(1, Math.max(0, value)));
  }
}

/** Bends the glyph's box, scales it to pixels, slants and turns it; its centre comes to lie near 0, 0. */
function shaping(height: number, random: RandomStream): (point: Point) => Point {
  const { between } = random;
  const bend = Array.from({ length: 18 }, () => between(-VARIATION.bend, VARIATION.bend));
  const width = height * between(...VARIATION.widthOverHeight);
  const slant = between(...VARIATION.slant);
  // Sine and cosine by the tangent of half the angle: Math.sin need not be the same in every engine.
  const half = between(-VARIATION.turn, VARIATION.turn);
  const cosine = (1 - half * half) / (1 + half * half);
  const sine = (2 * half) / (1 + half * half);

  return ([x, y]) => {
    // Three hat-like weights (quadratic Bernstein polynomials) along each axis spread the grid's displacements.
    const across = [(1 - x) * (1 - x), 2 * x * (1 - x), x * x];
    const down = [(1 - y) * (1 - y), 2 * y * (1 - y), y * y];
    let bentX = x - 0.5;
    let bentY = y - 0.5;
    for (let row = 0; row < 3; row++) {
      for (let column = 0; column < 3; column++) {
        const weight = down[row] * across[column];
        bentX += weight * bend[6 * row + 2 * column];
        bentY += weight * bend[6 * row + 2 * column + 1];
      }
    }
    const uprightX = bentX * width - slant * bentY * height;
    const uprightY = bentY * height;
    return [cosine * uprightX - sine * uprightY, sine * uprightX + cosine * uprightY];
  };
}

/** Shifts what is drawn through the points from the middle of the image, but never over its edge; shrinks what is too large. */
function placement(
  points: readonly Point[],
  thickest: number,
  size: number,
  random: RandomStream,
): (point: Point) => Point {
  const room = size - 1 - 2 * thickest;
  const extents = [0, 1].map((axis) => {
    const values = points.map((point) => point[axis]);
    return { low: Math.min(...values), high: Math.max(...values) };
  });
  const scale = Math.min(1, ...extents.map(({ low, high }) => room / (high - low)));
  const offsets = extents.map(({ low, high }) => {
    const free = Math.max(0, room - scale * (high - low)) / 2;
    const shift = Math.min(VARIATION.shift, free);
    return (size - 1) / 2 - (scale * (low + high)) / 2 + random.between(-shift, shift);
  });
  return ([x, y]) => [offsets[0] + scale * x, offsets[1] + scale * y];
}
