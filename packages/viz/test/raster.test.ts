import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { rasterPng, type RasterPngOptions } from '../src/index.js';
import type { Raster } from '../src/raster/raster.js';
import { HOSTILE } from './samples.js';

/** Width, height and pixels of a PNG of 8-bit RGB without filters, every checksum of its zlib stream verified. */
function decode(png: Uint8Array): { width: number; height: number; rgb: number[][] } {
  const view = new DataView(png.buffer, png.byteOffset);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const length = view.getUint32(33);
  const lines = inflateSync(png.subarray(41, 41 + length));
  const rgb = Array.from({ length: width * height }, (_, i) => {
    const at = Math.floor(i / width) * (3 * width + 1) + 1 + 3 * (i % width);
    return [...lines.subarray(at, at + 3)];
  });
  return { width, height, rgb };
}

const pixelsOf = (raster: Raster, options?: RasterPngOptions) => decode(rasterPng(raster, options)).rgb;
const row = (...pixels: number[]): Raster => ({ width: pixels.length, height: 1, pixels });

describe('rasterPng', () => {
  it('stretches the range of the raster from black to white', () => {
    expect(pixelsOf(row(-1, 0, 1))).toEqual([
      [0, 0, 0],
      [128, 128, 128],
      [255, 255, 255],
    ]);
  });
  it('takes what lies outside of a given range as its end, and what is not finite as magenta', () => {
    expect(pixelsOf(row(-5, 0.5, 5, NaN), { range: [0, 1] })).toEqual([
      [0, 0, 0],
      [128, 128, 128],
      [255, 255, 255],
      [255, 0, 255],
    ]);
  });
  it('keeps zero in the middle of signed colours', () => {
    const [below, zero, above] = pixelsOf(row(-1, 0, 3), { colorMap: 'signed' });
    expect(zero).toEqual([247, 247, 247]);
    expect(below[2]).toBeGreaterThan(below[0]);
    expect(above[0]).toBeGreaterThan(above[2]);
  });
  it('gives a single value the colour of the middle', () => {
    expect(pixelsOf(row(7, 7))).toEqual([
      [128, 128, 128],
      [128, 128, 128],
    ]);
  });
  it('shows three channels as red, green and blue', () => {
    const raster: Raster = { width: 2, height: 1, channels: 3, pixels: [1, 0, 0, 0, 0.5, 1] };
    expect(pixelsOf(raster)).toEqual([
      [255, 0, 0],
      [0, 128, 255],
    ]);
  });
  it('repeats pixels, and writes pictures larger than one block of deflate', () => {
    const { width, height, rgb } = decode(
      rasterPng({ width: 3, height: 2, pixels: [0, 1, 0, 1, 0, 1] }, { scale: 64 }),
    );
    expect([width, height]).toEqual([192, 128]);
    expect(width * height * 3).toBeGreaterThan(0xffff);
    expect(rgb[63]).toEqual([0, 0, 0]);
    expect(rgb[64]).toEqual([255, 255, 255]);
    expect(rgb[64 * 192]).toEqual([255, 255, 255]);
  });
  it.each([
    [{ ...row(1), width: 0 }, {}, 'raster.width is 0; expected a whole number of 1 to 4096.'],
    [{ ...row(1), channels: 2 }, {}, 'raster.channels is 2; expected 1 or 3.'],
    [row(1), { colorMap: HOSTILE }, 'expected one of gray, signed, heat.'],
    [row(1), { scale: 0.5 }, 'scale is 0.5; expected a whole number of 1 to 64.'],
    [null, {}, 'raster is null; expected a raster'],
  ])('refuses %j with %j', (raster, options, message) => {
    expect(() => rasterPng(raster as Raster, options as RasterPngOptions)).toThrow(message);
  });
});
