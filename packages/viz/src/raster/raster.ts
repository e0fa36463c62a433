import { argumentError } from '../argumentError.js';

/** A small picture as numbers: a sample image, a filter, an activation or a feature map. */
export interface Raster {
  width: number;
  height: number;
  /** 1: one number per pixel (default); 3: red, green, blue. */
  channels?: 1 | 3;
  /** Row by row from the top, channels last: `height * width * channels` numbers. */
  pixels: ArrayLike<number>;
}

/** Throws unless `raster` is one; its numbers may be anything, also NaN. */
export function checkRaster(name: string, raster: Raster): void {
  if (typeof raster !== 'object' || raster === null)
    throw argumentError(name, raster, 'a raster: { width, height, channels?, pixels }');
  for (const side of ['width', 'height'] as const) {
    const value: unknown = raster[side];
    if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > 4096)
      throw argumentError(`${name}.${side}`, value, 'a whole number of 1 to 4096');
  }
  const { width, height, channels = 1, pixels } = raster;
  if (channels !== 1 && channels !== 3) throw argumentError(`${name}.channels`, channels, '1 or 3');
  const length = width * height * channels;
  if (typeof pixels !== 'object' || pixels === null || pixels.length !== length) {
    throw argumentError(
      `${name}.pixels`,
      pixels,
      `${length} numbers (height ${height} x width ${width} x channels ${channels})`,
    );
  }
}

/** Smallest and largest finite number of rasters, or undefined if there is none. */
export function finiteRange(rasters: Raster[]): [number, number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const { pixels } of rasters) {
    for (let i = 0; i < pixels.length; i++) {
      const value = pixels[i];
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : undefined;
}
