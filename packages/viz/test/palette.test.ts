import { describe, expect, it } from 'vitest';
import { palettes, type Theme } from '../src/index.js';
import { STRONG_STEP } from '../src/theme/palette.js';

type Triple = [number, number, number];
type Matrix = [Triple, Triple, Triple];

/** Full-strength simulations of colour blindness on linear sRGB: Machado, Oliveira, Fernandes 2009, table 1. */
const VISIONS: Record<string, Matrix> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const apply = (matrix: Matrix, v: Triple) =>
  matrix.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as Triple;

function linear(hex: string): Triple {
  return [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as Triple;
}

/** OKLab (https://bottosson.github.io/posts/oklab/), in which distances are about as large as they look. */
function oklab(rgb: Triple): Triple {
  const clipped = rgb.map((channel) => Math.min(1, Math.max(0, channel))) as Triple;
  const lms = apply(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    clipped,
  ).map(Math.cbrt) as Triple;
  return apply(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    lms,
  );
}

/** WCAG 2.2 contrast ratio. */
function contrast(a: string, b: string): number {
  const [high, low] = [a, b]
    .map((hex) => {
      const [r, g, blue] = linear(hex);
      return 0.2126 * r + 0.7152 * g + 0.0722 * blue + 0.05;
    })
    .sort((x, y) => y - x) as [number, number];
  return high / low;
}

describe.each(['light', 'dark'] as Theme[])('the %s palette', (theme) => {
  const palette = palettes[theme];

  it.each(Object.keys(VISIONS))('keeps all models apart with %s vision', (vision) => {
    const seen = palette.models.map((color) => oklab(apply(VISIONS[vision], linear(color))));
    const distances = seen.flatMap((a, i) =>
      seen.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])),
    );
    expect(Math.min(...distances)).toBeGreaterThan(0.1);
  });

  it('sets every model colour off its background by 3:1 and text by 4.5:1, as WCAG asks', () => {
    for (const color of palette.models) expect(contrast(color, palette.background)).toBeGreaterThanOrEqual(3);
    for (const color of [palette.text, palette.mutedText, palette.good, palette.bad]) {
      expect(contrast(color, palette.background)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(['heat', 'errorHeat'] as const)(
    'has steps of %s that grow away from the background, each legible under its text',
    (ramp) => {
      const steps = palette[ramp];
      expect(steps).toHaveLength(8);
      const contrasts = steps.map((color) => contrast(color, palette.background));
      expect(contrasts).toEqual(contrasts.toSorted((a, b) => a - b));
      steps.forEach((color, i) => {
        const text = i < STRONG_STEP ? palette.text : palette.onHeat;
        expect(contrast(color, text)).toBeGreaterThanOrEqual(4.5);
      });
    },
  );

  it('uses no colour for two things, so that a report can swap themes colour by colour', () => {
    const colors = Object.values(palette).flat() as string[];
    expect(new Set(colors).size).toBe(colors.length);
  });
});
