import { describe, expect, it } from 'vitest';
import { numberAt, streamKey } from './counter-hash.js';
import { dropoutMask, gaussian } from './draw.js';

const COUNT = 200_000;

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum / a.length;
}

describe('the random numbers of a layer', () => {
  it('fill the range evenly, in every byte', () => {
    for (const shift of [0, 8, 16, 24]) {
      const counts = new Array<number>(256).fill(0);
      const key = streamKey(1, 2, 3);
      for (let i = 0; i < COUNT; i++) counts[(numberAt(key, i) >>> shift) & 255]++;
      const expected = COUNT / 256;
      const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
      // 255 degrees of freedom: mean 255, standard deviation 22.6.
      expect(chiSquare).toBeGreaterThan(160);
      expect(chiSquare).toBeLessThan(350);
    }
  });

  it('are normally distributed where they should be: four moments and the tails', () => {
    const values = gaussian(streamKey(0, 0, 0), COUNT, 1);
    const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / COUNT;
    expect(moment(1)).toBeCloseTo(0, 1);
    expect(moment(2)).toBeCloseTo(1, 1);
    expect(Math.abs(moment(3))).toBeLessThan(0.05);
    expect(moment(4)).toBeCloseTo(3, 0);
    const beyond2 = values.filter((value) => Math.abs(value) > 2).length / COUNT;
    expect(beyond2).toBeCloseTo(0.0455, 2);
  });

  it('of neighbouring seeds, layers and steps, and of neighbours in one stream, are uncorrelated', () => {
    const first = gaussian(streamKey(5, 5, 5), COUNT, 1);
    const others = [streamKey(6, 5, 5), streamKey(5, 6, 5), streamKey(5, 5, 6), streamKey(-5, 5, 5)];
    for (const key of others) {
      expect(Math.abs(correlation(first, gaussian(key, COUNT, 1)))).toBeLessThan(0.01);
    }
    for (const lag of [1, 2, 64]) {
      expect(Math.abs(correlation(first.subarray(lag), first.subarray(0, -lag)))).toBeLessThan(0.01);
    }
  });

  it('make an odd number of normal values, too', () => {
    expect(gaussian(streamKey(1, 1, 1), 3, 1)).toEqual(gaussian(streamKey(1, 1, 1), 4, 1).subarray(0, 3));
  });

  it('make masks whose mean is 1', () => {
    const mask = dropoutMask(streamKey(3, 1, 4), COUNT, 0.3);
    expect(mask.reduce((sum, value) => sum + value, 0) / COUNT).toBeCloseTo(1, 2);
  });
});
