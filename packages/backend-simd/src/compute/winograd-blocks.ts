/** How Winograd's algorithm cuts a batch of images into tiles, and tiles into blocks that fit a core's L2 cache. */
import { call, control, i32, local, type Local } from 'wasmati';

import { clear, copyFloats } from '../wasm/copying.js';
import { advance, limitTo, range, times } from '../wasm/loops.js';
import type { TileTransform } from '../wasm/tile-transform.js';
import { POINTS } from '../wasm/winograd.js';

type Integer = Local<'i32'>;

/** Bytes that a block's transformed tiles may take. */
const BLOCK_BYTES = 640 * 1024;
/** More tiles in a block would not make the products faster. */
const MOST_TILES = 64;

export interface Blocks {
  /** Tiles along each dimension of an image. */
  tilesY: number;
  tilesX: number;
  /** A block is some rows of tiles of one image, or some whole images. */
  rows: number;
  images: number;
  /** Blocks in an image; 1 where blocks hold whole images. */
  perImage: number;
  /** Tiles in a block, those beyond the end of the image or batch included. */
  tiles: number;
}

/** @param tileBytes what a tile takes after its transformation, in all its forms that are needed at one time */
export function planBlocks(batch: number, tilesY: number, tilesX: number, tileBytes: number): Blocks {
  const most = Math.max(1, Math.min(MOST_TILES, Math.floor(BLOCK_BYTES / tileBytes)));
  const perImage = tilesY * tilesX;
  if (perImage <= most) {
    const images = Math.min(batch, Math.floor(most / perImage));
    return { tilesY, tilesX, rows: tilesY, images, perImage: 1, tiles: images * perImage };
  }
  const blocks = Math.ceil(tilesY / Math.max(1, Math.floor(most / tilesX)));
  const rows = Math.ceil(tilesY / blocks);
  return { tilesY, tilesX, rows, images: 1, perImage: Math.ceil(tilesY / rows), tiles: rows * tilesX };
}

export function blockCount(blocks: Blocks, batch: number): number {
  return blocks.perImage * Math.ceil(batch / blocks.images);
}

/** Bytes between the beginnings of the six times six matrices of a block: not a power of two, for the cache's sake. */
export function pointPitch(tiles: number, channels: number): number {
  return 4 * tiles * channels + 64;
}

/** Reading a block's tiles out of images. */
export interface TileSource {
  height: number;
  width: number;
  channels: number;
  /** Zeros before the first row and column. */
  top: number;
  left: number;
  /** Pixels along each dimension that a tile reads, and from tile to tile. */
  tile: number;
  step: number;
}

/** Bytes of scratch for the part of an image that a block reads, with the zeros around it. */
export function sliceBytes(source: TileSource, blocks: Blocks): number {
  return slicePitch(source, blocks) * sliceRows(source, blocks);
}

/** Distances of rows and columns in the slice, in bytes. */
export function slicePixels(source: TileSource, blocks: Blocks): { row: number; column: number } {
  return { row: slicePitch(source, blocks), column: 4 * source.channels };
}

function slicePitch({ tile, step, channels }: TileSource, { tilesX }: Blocks): number {
  return 4 * channels * ((tilesX - 1) * step + tile);
}

function sliceRows({ tile, step }: TileSource, { rows }: Blocks): number {
  return (rows - 1) * step + tile;
}

/**
 * Emits code that copies the rows a block reads of an image to `slice`, whose columns of padding hold zeros already,
 * and puts all its tiles through `transform`, one after another from `target` on, which it moves.
 */
export function transformTiles(
  source: TileSource,
  blocks: Blocks,
  transform: TileTransform,
  pointers: { image: Integer; firstRow: Integer; slice: Integer; target: Integer; spare: Integer },
  [row, y, from, to, n]: readonly Integer[],
): void {
  const { height, width, channels, top, left, step } = source;
  const { image, firstRow, slice, target, spare } = pointers;
  const pixel = 4 * channels;
  const pitch = slicePitch(source, blocks);
  const columns = Math.min(width, pitch / pixel - left);

  local.set(to, i32.add(slice, left * pixel));
  local.set(y, i32.sub(i32.mul(firstRow, step), top));
  times(row, sliceRows(source, blocks), () => {
    // Unsigned: rows above the image are beyond it too.
    i32.lt_u(y, height);
    control.if(
      null,
      () => {
        local.set(from, i32.add(i32.mul(y, width * pixel), image));
        copyFloats(from, to, n, columns * channels);
        advance(to, pitch - columns * pixel);
      },
      () => {
        clear(to, columns * pixel);
        advance(to, pitch);
      },
    );
    advance(y, 1);
  });

  local.set(from, slice);
  times(row, blocks.rows, () => {
    times(n, blocks.tilesX, () => {
      call(transform, [from, target, spare, spare, i32.const(POINTS)]);
      advance(from, step * pixel);
      advance(target, pixel);
    });
    advance(from, step * pitch - blocks.tilesX * step * pixel);
  });
}

/** Emits the body once for each image of `block` that there is, and sets `firstRow` to the block's first row of tiles. */
export function eachImage(
  blocks: Blocks,
  { block, image, end, firstRow, batch }: Record<'block' | 'image' | 'end' | 'firstRow' | 'batch', Integer>,
  body: () => void,
): void {
  local.set(image, i32.mul(i32.div_u(block, blocks.perImage), blocks.images));
  local.set(firstRow, i32.mul(i32.rem_u(block, blocks.perImage), blocks.rows));
  local.set(end, i32.add(image, blocks.images));
  limitTo(end, batch);
  range(image, image, end, body);
}
