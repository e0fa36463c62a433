/** The size of the micro-kernel's tile: what fits the engine's registers. */
import { hasRelaxedSimd } from './features.js';

export interface TileShape {
  /** The largest number of rows. */
  rows: number;
  /** Width in vectors of four floats. */
  vectors: number;
}

let wide = false;

/**
 * Says whether the engine joins pairs of vectors into 256-bit ones, so that a tile may be twice as wide. It changes
 * the speed of kernels made from now on, never a result: all tiles add up in the same order.
 */
export function assumeWideVectors(enabled: boolean): void {
  wide = enabled;
}

/**
 * The tile for a result with so many columns, for kernels made now. GFLOP/s of the candidates:
 * bench/micro-kernel.bench.ts.
 */
export function tileShape(columns: number): TileShape {
  if (columns <= 4) return { rows: 8, vectors: 1 };
  if (wide) return columns <= 8 ? { rows: 8, vectors: 2 } : { rows: 6, vectors: 4 };
  return hasRelaxedSimd() ? { rows: 6, vectors: 2 } : { rows: 4, vectors: 2 };
}

/** Cuts `count` rows into the fewest tiles of at most `most` rows, as equal as can be: the larger ones first. */
export function balancedTiles(count: number, most: number): { rows: number; tiles: number }[] {
  const tiles = Math.ceil(count / most);
  const small = Math.floor(count / tiles);
  const large = count - small * tiles;
  return [
    { rows: small + 1, tiles: large },
    { rows: small, tiles: tiles - large },
  ].filter((run) => run.rows > 0 && run.tiles > 0);
}
