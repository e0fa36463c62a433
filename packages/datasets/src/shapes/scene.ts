import { nearlyNormal } from '../nearly-normal.js';
import type { RandomStream } from '../random.js';
import { paint, type Canvas, type Color } from './canvas.js';
import type { Outline } from './outlines.js';

/** How much scenes vary. Lengths are in pixels unless a line says otherwise. */
const VARIATION = {
  /** Of a disc; the other shapes have the same area. */
  radius: [7, 10.5],
  /** Height over width. */
  stretch: [0.8, 1.25],
  /** Tangent of half the angle, either way: 0.14 is 16 degrees. */
  turn: 0.14,
  /** Of the shape's middle, along each axis, either way; never so far that the shape is cut off. */
  shift: 5,
  stripePeriod: [3.4, 5.4],
  /** How much lighter one side of a shape is than the other, as a part of its colour. */
  shading: 0.35,
  /** Difference of colours that must be told apart: the sum over the channels, each 0 to 1. */
  contrast: 1,
  /** How much the ground differs from place to place, either way. */
  groundBrightness: 0.12,
  groundTint: 0.05,
  /** How many small things lie around, in front and behind. */
  clutter: [1, 5],
  clutterLength: [0.5, 3],
  clutterWidth: [0.5, 1.3],
  /** Standard deviation of the noise on each value, in parts of the whole range. */
  noise: [0.01, 0.06],
} as const;

/** Points of the ground, along each side, between which its colour changes evenly. */
const GROUND_POINTS = 4;

/** Draws a new scene with the shape in it, over what was on the canvas, and gives it in `pixels`, values from 0 to 255. */
export function drawScene(
  canvas: Canvas,
  outline: Outline,
  striped: boolean,
  random: RandomStream,
  pixels: Uint8Array,
): void {
  const groundColor = anyColor(random);
  paintGround(canvas, groundColor, random);
  const pieces = VARIATION.clutter[0] + random.below(VARIATION.clutter[1] - VARIATION.clutter[0] + 1);
  for (let piece = 0; piece < pieces; piece++) paintClutter(canvas, random);
  paintShape(canvas, outline, striped, groundColor, random);

  const noise = random.between(...VARIATION.noise);
  const { values } = canvas;
  for (let at = 0; at < pixels.length; at++) {
    const value = values[at] + noise * nearlyNormal(random);
    pixels[at] = Math.round(255 * Math.min(1, Math.max(0, value)));
  }
}

function paintShape(
  canvas: Canvas,
  outline: Outline,
  striped: boolean,
  groundColor: Color,
  random: RandomStream,
): void {
  const radius = random.between(...VARIATION.radius);
  const stretch = Math.sqrt(random.between(...VARIATION.stretch));
  const scaleX = radius / stretch;
  const scaleY = radius * stretch;
  const reach = outline.reach * Math.max(scaleX, scaleY) + 1;
  const [cosine, sine] = turn(random.between(-VARIATION.turn, VARIATION.turn));
  const shift = Math.max(0, Math.min(VARIATION.shift, (canvas.size - 1) / 2 - reach));
  const middle = (): number => (canvas.size - 1) / 2 + random.between(-shift, shift);

  const color = colorUnlike([groundColor], random);
  const otherColor = colorUnlike([color], random);
  const stripes = stripesAlong(random);
  const shading = random.between(-VARIATION.shading, VARIATION.shading) / (2 * radius);
  const [lightX, lightY] = direction(random);
  const shaded: Color = [0, 0, 0];

  paint(
    canvas,
    [middle(), middle()],
    reach,
    (x, y) =>
      Math.min(scaleX, scaleY) *
      outline.distance((cosine * x + sine * y) / scaleX, (cosine * y - sine * x) / scaleY),
    (x, y) => {
      const other = striped ? stripes(x, y) : 0;
      const light = 1 + shading * (lightX * x + lightY * y);
      for (let channel = 0; channel < 3; channel++) {
        shaded[channel] = light * (color[channel] + other * (otherColor[channel] - color[channel]));
      }
      return shaded;
    },
  );
}

/** 0 on one half of the stripes and 1 on the other, with a pixel or so between them. */
function stripesAlong(random: RandomStream): (x: number, y: number) => number {
  const [acrossX, acrossY] = direction(random);
  const period = random.between(...VARIATION.stripePeriod);
  const phase = random.between(0, 1);
  return (x, y) => {
    const at = (acrossX * x + acrossY * y) / period + phase;
    const wave = Math.abs(2 * (at - Math.floor(at)) - 1);
    return Math.min(1, Math.max(0, (wave - 0.5) * (period / 2) + 0.5));
  };
}

/** A short bar with round ends. */
function paintClutter(canvas: Canvas, random: RandomStream): void {
  const length = random.between(...VARIATION.clutterLength);
  const width = random.between(...VARIATION.clutterWidth);
  const [alongX, alongY] = direction(random);
  const color = anyColor(random);
  const place = (): number => random.between(0, canvas.size - 1);
  paint(
    canvas,
    [place(), place()],
    length + width + 1,
    (x, y) => {
      const along = Math.min(length, Math.max(-length, alongX * x + alongY * y));
      const offX = x - along * alongX;
      const offY = y - along * alongY;
      return Math.sqrt(offX * offX + offY * offY) - width;
    },
    () => color,
  );
}

/** Colours at the points of a coarse grid, and between them what lies between. */
function paintGround({ size, values }: Canvas, color: Color, random: RandomStream): void {
  const around = (spread: number): number => random.between(-spread, spread);
  const points = new Float64Array(GROUND_POINTS * GROUND_POINTS * 3);
  for (let at = 0; at < points.length; at += 3) {
    const brightness = around(VARIATION.groundBrightness);
    for (let channel = 0; channel < 3; channel++) {
      points[at + channel] = color[channel] + brightness + around(VARIATION.groundTint);
    }
  }
  // First down between the points, once for each row; then across.
  const line = new Float64Array(GROUND_POINTS * 3);
  for (let row = 0; row < size; row++) {
    const y = (row / size) * (GROUND_POINTS - 1);
    const top = Math.floor(y) * line.length;
    for (let at = 0; at < line.length; at++) {
      line[at] = between(points[top + at], points[top + line.length + at], y - Math.floor(y));
    }
    for (let column = 0; column < size; column++) {
      const x = (column / size) * (GROUND_POINTS - 1);
      const left = Math.floor(x);
      for (let channel = 0; channel < 3; channel++) {
        const from = 3 * left + channel;
        values[3 * (row * size + column) + channel] = between(line[from], line[from + 3], x - left);
      }
    }
  }
}

function between(start: number, end: number, part: number): number {
  return start + part * (end - start);
}

function anyColor(random: RandomStream): Color {
  return [random.between(0.1, 0.9), random.between(0.1, 0.9), random.between(0.1, 0.9)];
}

/** A colour that can be told from the others. */
function colorUnlike(others: Color[], random: RandomStream): Color {
  for (;;) {
    const color = anyColor(random);
    const near = others.some(
      (other) =>
        other.reduce((sum, value, channel) => sum + Math.abs(value - color[channel]), 0) < VARIATION.contrast,
    );
    if (!near) return color;
  }
}

/** Cosine and sine by the tangent of half the angle: Math.sin need not be the same in every engine. */
function turn(half: number): [cosine: number, sine: number] {
  return [(1 - half * half) / (1 + half * half), (2 * half) / (1 + half * half)];
}

/** A direction, each equally likely, as a vector of length 1. */
function direction(random: RandomStream): [x: number, y: number] {
  for (;;) {
    const x = random.between(-1, 1);
    const y = random.between(-1, 1);
    const squared = x * x + y * y;
    if (squared > 1 || squared < 0.01) continue;
    const length = Math.sqrt(squared);
    return [x / length, y / length];
  }
}
