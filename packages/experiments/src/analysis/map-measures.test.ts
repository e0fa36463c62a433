import { describe, expect, it } from 'vitest';
import { edgeStrength } from './edge-strength.js';
import { fineShare } from './fine-share.js';
import { mapMeasures } from './map-measures.js';
import type { Plane } from './plane.js';
import { shrink } from './shrink.js';

const plane = (width: number, height: number, at: (x: number, y: number) => number): Plane => ({
  width,
  height,
  values: Float64Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width))),
});

/** A bright disc with a dark hole and a fine texture on a dark ground. */
const picture = plane(28, 28, (x, y) => {
  const distance = Math.hypot(x - 13, y - 14);
  return distance < 10 && distance > 4 ? 0.7 + 0.2 * Math.sin(7 * x + 5 * y) : 0;
});

/** The mean over a square of positions. */
const blurred = ({ width, height, values }: Plane, reach: number): Plane =>
  plane(width, height, (x, y) => {
    let [sum, count] = [0, 0];
    for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
      for (let column = Math.max(0, x - reach); column <= Math.min(width - 1, x + reach); column++) {
        sum += values[row * width + column];
        count++;
      }
    }
    return sum / count;
  });

const maps = (...channels: Plane[]) => {
  const [{ width, height, values }] = channels;
  return {
    shape: [1, height, width, channels.length],
    values: Float32Array.from(
      { length: values.length * channels.length },
      (_, i) => channels[i % channels.length].values[Math.floor(i / channels.length)],
    ),
  };
};

describe('fineShare', () => {
  it('tells waves from above a quarter of a cycle from those below', () => {
    const wave = (u: number, v: number) =>
      plane(28, 20, (x, y) => 3 + Math.cos(2 * Math.PI * ((u * x) / 28 + (v * y) / 20)));
    expect(fineShare(wave(3, 2))).toBeCloseTo(0, 10);
    expect(fineShare(wave(7, -5))).toBeCloseTo(0, 10);
    expect(fineShare(wave(8, 0))).toBeCloseTo(1, 10);
    expect(fineShare(wave(2, 6))).toBeCloseTo(1, 10);
  });

  it('is what a plain Fourier transform gives', () => {
    const { width, height, values } = plane(7, 10, (x, y) => Math.sin(x * x + 3 * y) + 0.1 * x * y);
    let [coarse, all] = [0, 0];
    for (let v = 0; v < height; v++) {
      for (let u = 0; u < width; u++) {
        if (u === 0 && v === 0) continue;
        let [real, imaginary] = [0, 0];
        for (let i = 0; i < values.length; i++) {
          const angle = 2 * Math.PI * ((u * (i % width)) / width + (v * Math.floor(i / width)) / height);
          real += values[i] * Math.cos(angle);
          imaginary -= values[i] * Math.sin(angle);
        }
        const power = real ** 2 + imaginary ** 2;
        all += power;
        const [across, down] = [Math.min(u, width - u) / width, Math.min(v, height - v) / height];
        if (across <= 0.25 && down <= 0.25) coarse += power;
      }
    }
    expect(fineShare({ width, height, values })).toBeCloseTo(1 - coarse / all, 10);
  });

  it('is not there where nothing varies', () => {
    expect(fineShare(plane(5, 4, () => 0.1))).toBeUndefined();
    expect(fineShare(plane(1, 1, () => 2))).toBeUndefined();
  });
});

describe('edgeStrength', () => {
  it('of a slope is eight times its steepness, half of that along the border', () => {
    const { values } = edgeStrength(plane(6, 5, (x, y) => 3 * x + 4 * y));
    expect(values[6 * 2 + 3]).toBeCloseTo(40, 10);
    expect(values[6 * 2]).toBeCloseTo(Math.hypot(12, 32), 10);
  });

  it('is 0 on even ground', () => {
    const { values } = edgeStrength(picture);
    expect(values[0]).toBe(0);
    expect(values[14 * 28 + 13]).toBe(0);
    expect(values[14 * 28 + 13 + 10]).toBeGreaterThan(1);
  });
});

describe('shrink', () => {
  it('takes means over cells as adaptive average pooling does', () => {
    const { values } = shrink(
      plane(5, 1, (x) => x),
      [1, 2],
    );
    expect(Array.from(values)).toEqual([1, 3]);
    expect(shrink(picture, [28, 28])).toBe(picture);
    expect(() => shrink(picture, [29, 7])).toThrow('size must be at most [28,28], but is [29,7]');
  });
});

describe('mapMeasures', () => {
  const edges = edgeStrength(picture);

  it('of the picture itself: all of its detail and structure', () => {
    const { detail, structure, edges: like } = mapMeasures(maps(picture), [picture]);
    expect(detail).toBeCloseTo(1, 6);
    expect(structure).toBeCloseTo(1, 6);
    expect(like).toBeLessThan(0.8);
  });

  it('a blurred map has less detail, and more where it is blurred less', () => {
    const detail = (reach: number) => mapMeasures(maps(blurred(picture, reach)), [picture]).detail;
    expect(detail(3)).toBeLessThan(0.5 * detail(1));
    expect(detail(1)).toBeLessThan(0.5);
  });

  it('a map of the edges looks like the edges, whatever its sign', () => {
    const of = (map: Plane) => mapMeasures(maps(map), [picture]);
    expect(of(edges).edges).toBeCloseTo(1, 6);
    expect(of(plane(28, 28, (x, y) => -edges.values[28 * y + x])).edges).toBeCloseTo(1, 6);
    expect(of(edges).structure).toBeLessThan(of(picture).structure);
  });

  it('the extent is the share of positions above a tenth of the largest', () => {
    const quarter = plane(28, 28, (x, y) => (x < 14 && y < 14 ? 2 : 0.19));
    expect(mapMeasures(maps(quarter), [picture]).extent).toBe(0.25);
  });

  it('are means over the channels that are not off, and hold at a lower resolution', () => {
    const off = plane(28, 28, () => 0);
    expect(mapMeasures(maps(picture, off), [picture])).toEqual(mapMeasures(maps(picture), [picture]));
    const { edges: a } = mapMeasures(maps(picture), [picture]);
    expect(mapMeasures(maps(picture, edges), [picture]).edges).toBeCloseTo((a + 1) / 2, 6);
    const small = mapMeasures(maps(shrink(picture, [7, 7])), [picture]);
    expect([small.detail, small.structure]).toEqual([expect.closeTo(1, 5), expect.closeTo(1, 6)]);
    expect(mapMeasures(maps(off), [picture])).toEqual({ detail: 0, edges: 0, extent: 0, structure: 0 });
  });

  it('refuse maps of other images', () => {
    expect(() => mapMeasures(maps(picture), [picture, picture])).toThrow(
      'the shape of maps must be [2, height, width, channels], but is [1,28,28,1]',
    );
  });
});
