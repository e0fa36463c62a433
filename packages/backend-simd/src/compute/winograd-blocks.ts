/** How Winograd's algorithm cuts a batch of images into tiles, and tiles into blocks that fit a core's L2 cache. */
import { call, control, i32, local, type Local } from 'wasmati';

import { clear, copyRows } from '../wasm/copying.js';
import { advance, limitTo, range, times } from '../wasm/loops.js';
import type { TileTransform } from '../wasm/tile-transform.js';

type Integer = Local<'i32'>;

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

/** @param most tiles in a block, if a row of an image has no more */
export function planBlocks(batch: number, tilesY: number, tilesX: number, most: number): Blocks {
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

/** Bytes between the beginnings of a block's matrices, one for each point: not a power of two, for the cache's sake. */
export function pointPitch(tiles: number, channels: number): number {
  return 4 * tiles * channels + 64;
}

/** Reading a block's tiles out of images. */
export interface TileSource {
  height: number;
  width: number;
  channels: number;
  /** How many of the channels are read. */
  group: number;
  /** Zeros before the first row and column. */
  top: number;
  left: number;
  /** Pixels along each dimension that a tile reads, and from tile to tile. */
  tile: number;
  step: number;
  /** Points along each dimension of a transformed tile. */
  points: number;
}

/** Bytes of scratch for the part of an image that a block reads, with the zeros around it. */
export function sliceBytes(source: TileSource, blocks: Blocks): number {
  return slicePitch(source, blocks) * sliceRows(source, blocks);
}

/** Distances of rows and columns in the slice, in bytes. */
export function slicePixels(source: TileSource, blocks: Blocks): { row: number; column: number } {
  return { row: slicePitch(source, blocks), column: 4 * source.group };
}

function slicePitch({ tile, step, group }: TileSource, { tilesX }: Blocks): number {
  return 4 * group * ((tilesX - 1) * step + tile);
}

function sliceRows({ tile, step }: TileSource, { rows }: Blocks): number {
  return (rows - 1) * step + tile;
}

/**
 * Emits code that copies the rows a block reads of an image to `slice`, whose columns of padding hold zeros already,
 * and puts all its tiles through `transform`, one after another from `target` on, which it moves. `image` points at
 * the first channel to read.
 */
export function transformTiles(
  source: TileSource,
  blocks: Blocks,
  transform: TileTransform,
  pointers: { image: Integer; firstRow: Integer; slice: Integer; target: Integer; space: Integer },
  [row, y, from, to, n, pixels]: readonly Integer[],
): void {
  const { height, width, channels, group, top, left, step, points } = source;
  const { image, firstRow, slice, target, space } = pointers;
  const pixel = 4 * group;
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
        local.set(from, i32.add(i32.mul(y, 4 * width * channels), image));
        copyRows([from, to], [pixels, n], {
          rows: columns,
          floats: group,
          sourcePitch: 4 * channels,
          targetPitch: pixel,
        });
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
      call(transform, [from, target, space, space, i32.const(points)]);
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
