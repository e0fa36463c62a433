import { argumentError } from '../argumentError.js';
import { COLOR_MAPS, colorAt, NOT_FINITE, type ColorMap } from './colorMaps.js';
import { encodePng } from './encodePng.js';
import { checkRaster, finiteRange, type Raster } from './raster.js';

/** Options of {@link rasterPng}. */
export interface RasterPngOptions {
  /**
   * The numbers that get the two ends of the colours; what lies outside gets the nearer end. Default: the smallest and
   * the largest of the raster; with `signed`, as far below zero as above.
   */
  range?: [number, number];
  /** Of rasters with one channel. Default: `gray`. */
  colorMap?: ColorMap;
  /** Picture pixels per raster pixel and side, a whole number of 1 to 64. Default: 1. */
  scale?: number;
}

/**
 * A raster as PNG file, in Node and browsers, pixel for pixel (nothing is smoothed). Numbers that are not finite
 * become magenta.
 *
 * @throws TypeError naming the argument, its value and what was expected
 */
export function rasterPng(raster: Raster, options: RasterPngOptions = {}): Uint8Array {
  checkRaster('raster', raster);
  const { colorMap = 'gray', scale = 1 } = options;
  checkColorMap('colorMap', colorMap);
  if (!Number.isInteger(scale) || scale < 1 || scale > 64)
    throw argumentError('scale', scale, 'a whole number of 1 to 64');
  if (options.range !== undefined) checkRange('range', options.range);
  const [low, high] = options.range ?? ownRange([raster], colorMap);
  const { width, height, channels = 1, pixels } = raster;
  const place = (value: number) => (value - low) / (high - low);
  const rgb = new Uint8Array(width * height * scale * scale * 3);
  for (let y = 0; y < height * scale; y++) {
    for (let x = 0; x < width * scale; x++) {
      const pixel = Math.floor(y / scale) * width + Math.floor(x / scale);
      const values = Array.from({ length: channels }, (_, i) => pixels[channels * pixel + i]);
      const color = !values.every(Number.isFinite)
        ? NOT_FINITE
        : channels === 1
          ? colorAt(colorMap, place(values[0]))
          : values.map((value) => colorAt('gray', place(value))[0]);
      rgb.set(color, 3 * (y * width * scale + x));
    }
  }
  return encodePng(width * scale, height * scale, rgb);
}

/** The range of colours that rasters get if none is given; a value that is the only one lies in the middle. */
export function ownRange(rasters: Raster[], colorMap: ColorMap): [number, number] {
  const [low, high] = finiteRange(rasters) ?? [0, 1];
  if (colorMap === 'signed') {
    const largest = Math.max(Math.abs(low), Math.abs(high)) || 1;
    return [-largest, largest];
  }
  return low < high ? [low, high] : [low - 0.5, high + 0.5];
}

/** Throws unless `colorMap` is the name of a map. */
export function checkColorMap(name: string, colorMap: unknown): asserts colorMap is ColorMap {
  if (!COLOR_MAPS.includes(colorMap as ColorMap))
    throw argumentError(name, colorMap, `one of ${COLOR_MAPS.join(', ')}`);
}

/** Throws unless `range` is two numbers, the smaller first. */
export function checkRange(name: string, range: unknown): void {
  const fits =
    Array.isArray(range) &&
    range.length === 2 &&
    range.every((end) => Number.isFinite(end)) &&
    (range as number[])[0] < (range as number[])[1];
  if (!fits) throw argumentError(name, range, 'two numbers, the smaller first');
}
