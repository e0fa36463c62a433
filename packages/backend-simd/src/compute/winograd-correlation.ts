/**
 * 3 x 3 convolutions of stride 1 by Winograd's algorithm F(4x4, 3x3): a third of the multiplications.
 *
 * A task takes a block of tiles through three steps that stay in a core's L2 cache: tiles of 6 x 6 pixels are
 * transformed, then there are 36 matrix products over the channels, and the inverse transformation gives
 * 4 x 4 output pixels a tile. A non-finite input spreads over the tiles that contain it.
 */
import { call, control, i32, local } from 'wasmati';

import { clear } from '../wasm/copying.js';
import { advance, limitTo, range, times } from '../wasm/loops.js';
import { choosePanel } from '../wasm/panels.js';
import { entry } from '../wasm/program.js';
import { spareBytes, strip } from '../wasm/strip.js';
import type { TileShape } from '../wasm/tile-shape.js';
import {
  prepareTransforms,
  type TileTransform,
  tileTransform,
  TRANSFORM_SPARE_BYTES,
} from '../wasm/tile-transform.js';
import { dataTransform, filterTransform, outputTransform, POINTS } from '../wasm/winograd.js';
import type { Correlation } from './correlation-shape.js';
import {
  type Blocks,
  eachImage,
  planBlocks,
  pointPitch,
  sliceBytes,
  slicePixels,
  type TileSource,
  transformTiles,
} from './winograd-blocks.js';

export const TILE = 4;
export const TAPS = 3;
export const PRODUCTS = POINTS * POINTS;
/** Fewer channels do not repay the transformations. */
export const FEWEST_CHANNELS = 16;

/** Whether Winograd's algorithm computes this one. Decided by shape alone, as it rounds differently. */
export function winogradSuits({ source, out, vertical, horizontal }: Correlation): boolean {
  const axes = [...vertical, ...horizontal];
  return (
    vertical.length === 1 &&
    horizontal.length === 1 &&
    axes.every(
      ({ taps, step, tapStep, start }) => taps.length === TAPS && step === 1 && tapStep === 1 && start <= 0,
    ) &&
    [source, out].every(({ channels }) => channels >= FEWEST_CHANNELS && channels % 8 === 0) &&
    // On small images too much of the tiles would lie outside.
    Math.min(out.height, out.width) >= TILE
  );
}

/** Bytes of a filter's transformed matrices. */
export function winogradFilterBytes({ source }: Correlation, tile: TileShape, panels: number): number {
  return PRODUCTS * matrixPitch(source.channels, tile, panels);
}

/** Bytes between the transformed filter's matrices: not a power of two, for the cache's sake. */
function matrixPitch(channels: number, tile: TileShape, panels: number): number {
  return panels * panelBytes(channels, tile) + 64;
}

function panelBytes(channels: number, tile: TileShape): number {
  return 16 * tile.vectors * channels;
}

/** A task transforms one packed panel: (packed filter, transformed filter). */
export function winogradFilterProgram({ source }: Correlation, tile: TileShape, panels: number) {
  const bytes = panelBytes(source.channels, tile);
  const row = 16 * tile.vectors;
  const pitch = matrixPitch(source.channels, tile, panels);
  const transform = tileTransform({
    transform: filterTransform,
    from: TAPS,
    to: POINTS,
    channels: 4 * tile.vectors,
    source: { row: TAPS * bytes, column: bytes },
    target: { row: POINTS * pitch, column: pitch },
  });
  return {
    scratchBytes: TRANSFORM_SPARE_BYTES,
    entry: entry([i32, i32, i32, i32], ([args, begin, end, scratch], [panel, from, to, n]) => {
      prepareTransforms(scratch, n);
      range(panel, begin, end, () => {
        local.set(from, i32.add(i32.load({}, args), i32.mul(panel, TAPS * TAPS * bytes)));
        local.set(to, i32.add(i32.load({ offset: 4 }, args), i32.mul(panel, bytes)));
        times(n, source.channels, () => {
          call(transform, [from, to, scratch, scratch, i32.const(POINTS)]);
          advance(from, row);
          advance(to, row);
        });
      });
    }),
  };
}

export function winogradBlocks({ batch, source, out }: Correlation): Blocks {
  return planBlocks(
    batch,
    Math.ceil(out.height / TILE),
    Math.ceil(out.width / TILE),
    4 * PRODUCTS * (source.channels + out.channels),
  );
}

/** A task computes one block: (source, transformed filter, out, bias, batch). */
export function winogradProgram(
  { source, out, vertical, horizontal }: Correlation,
  blocks: Blocks,
  tile: TileShape,
  panels: number,
  epilogue: { bias: boolean; relu: boolean },
) {
  const width = 4 * tile.vectors;
  const tileSource: TileSource = {
    ...source,
    top: -vertical[0].start,
    left: -horizontal[0].start,
    tile: POINTS,
    step: TILE,
  };
  const outPixel = 4 * out.channels;
  const outPitch = outPixel * out.width;
  const dataPitch = pointPitch(blocks.tiles, source.channels);
  const productPitch = pointPitch(blocks.tiles, out.channels);
  const bytes = panelBytes(source.channels, tile);

  const data = tileTransform({
    transform: dataTransform,
    from: POINTS,
    to: POINTS,
    channels: source.channels,
    source: slicePixels(tileSource, blocks),
    target: { row: POINTS * dataPitch, column: dataPitch },
  });
  const product = (columns: number) =>
    strip({
      tile,
      count: blocks.tiles,
      aStride: 4 * source.channels,
      outStride: outPixel,
      columns,
      loops: [{ count: source.channels, a: 4, b: 4 * width }],
    });
  const lastColumns = out.channels - width * (panels - 1);
  const last = product(lastColumns);
  const whole = panels > 1 && lastColumns < width ? product(width) : last;
  const output = (columns: number) =>
    tileTransform({
      transform: outputTransform,
      from: POINTS,
      to: TILE,
      channels: out.channels,
      source: { row: POINTS * productPitch, column: productPitch },
      target: { row: outPitch, column: outPixel },
      columns,
      ...epilogue,
    });
  // The last tile of a row may reach beyond the image.
  const lastTile = out.width - TILE * (blocks.tilesX - 1);
  const wholeTiles = lastTile === TILE ? blocks.tilesX : blocks.tilesX - 1;
  const wholeOutput = wholeTiles > 0 ? output(TILE) : undefined;
  const lastOutput = lastTile < TILE ? output(lastTile) : undefined;

  const slice = sliceBytes(tileSource, blocks);
  const layout = { data: slice, product: 0, spare: 0, transformSpare: 0, end: 0 };
  layout.product = layout.data + PRODUCTS * dataPitch;
  layout.spare = layout.product + PRODUCTS * productPitch;
  layout.transformSpare = layout.spare + spareBytes(tile);
  layout.end = layout.transformSpare + TRANSFORM_SPARE_BYTES;

  return {
    scratchBytes: layout.end,
    entry: entry(
      [i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32],
      ([args, begin, end, scratch], locals) => {
        const [block, image, endImage, firstRow, batch, pointer, target, spare, transformSpare, ...rest] =
          locals;
        const [a, b, to, y, n, i, panel, biases, rows, four] = rest;
        local.set(four, TILE);
        const images = { block, image, end: endImage, firstRow, batch };
        local.set(batch, i32.load({ offset: 16 }, args));
        local.set(spare, i32.add(scratch, layout.spare));
        local.set(transformSpare, i32.add(scratch, layout.transformSpare));
        prepareTransforms(transformSpare, n);
        clear(scratch, slice);

        range(block, begin, end, () => {
          local.set(target, i32.add(scratch, layout.data));
          eachImage(blocks, images, () => {
            local.set(
              pointer,
              i32.add(i32.mul(image, 4 * source.height * source.width * source.channels), i32.load({}, args)),
            );
            transformTiles(
              tileSource,
              blocks,
              data,
              { image: pointer, firstRow, slice: scratch, target, spare: transformSpare },
              [y, i, a, to, n],
            );
          });

          local.set(a, i32.add(scratch, layout.data));
          local.set(b, i32.load({ offset: 4 }, args));
          local.set(to, i32.add(scratch, layout.product));
          times(n, PRODUCTS, () => {
            range(panel, 0, panels, () => {
              choosePanel(panel, panels, whole, last, (variant) => call(variant, [a, b, to, spare, spare]));
              advance(b, bytes);
              advance(to, 4 * width);
            });
            advance(a, dataPitch);
            advance(b, matrixPitch(source.channels, tile, panels) - panels * bytes);
            advance(to, productPitch - 4 * width * panels);
          });

          local.set(a, i32.add(scratch, layout.product));
          local.set(biases, i32.load({ offset: 12 }, args));
          eachImage(blocks, images, () => {
            local.set(pointer, i32.add(i32.mul(image, out.height * outPitch), i32.load({ offset: 8 }, args)));
            local.set(y, firstRow);
            times(i, blocks.rows, () => {
              local.set(to, i32.add(i32.mul(y, TILE * outPitch), pointer));
              local.set(rows, i32.sub(i32.const(out.height), i32.mul(y, TILE)));
              // The last block may have rows of tiles that the image has not.
              i32.gt_s(rows, 0);
              control.if(null, () => {
                limitTo(rows, four);
                const write = (variant: TileTransform) => {
                  call(variant, [a, to, biases, transformSpare, rows]);
                  advance(a, outPixel);
                  advance(to, TILE * outPixel);
                };
                if (wholeOutput) times(n, wholeTiles, () => write(wholeOutput));
                if (lastOutput) write(lastOutput);
              });
              advance(y, 1);
            });
          });
        });
      },
    ),
  };
}
