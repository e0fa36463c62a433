/**
 * The filter gradient of 3 x 3 convolutions of stride 1 by Winograd's algorithm F(3x3, 4x4): the gradient is a
 * convolution of x with dy, whose 4 x 4 tiles take the part of filters. The products of all tiles add up before the
 * inverse transformation, which is done once.
 */
import { call, control, i32, local, type Local, memory } from 'wasmati';

import { clear } from '../wasm/copying.js';
import { advance, limitTo, range, times } from '../wasm/loops.js';
import { choosePanel } from '../wasm/panels.js';
import { entry } from '../wasm/program.js';
import { spareBytes, strip } from '../wasm/strip.js';
import type { TileShape } from '../wasm/tile-shape.js';
import { prepareTransforms, tileTransform, TRANSFORM_SPARE_BYTES } from '../wasm/tile-transform.js';
import { dataTransform, filterTransform, outputTransform, POINTS } from '../wasm/winograd.js';
import type { ConvShape } from './conv-shape.js';
import {
  type Blocks,
  eachImage,
  pointPitch,
  sliceBytes,
  slicePixels,
  type TileSource,
  transformTiles,
} from './winograd-blocks.js';
import { FEWEST_CHANNELS, PRODUCTS, TAPS, TILE } from './winograd-correlation.js';

type Integer = Local<'i32'>;

/** Whether Winograd's algorithm computes this one. Decided by shape alone, as it rounds differently. */
export function winogradSuitsGradient(shape: ConvShape): boolean {
  const { inChannels, outChannels, outHeight, outWidth } = shape;
  return (
    shape.filterHeight === TAPS &&
    shape.filterWidth === TAPS &&
    shape.strideHeight === 1 &&
    shape.strideWidth === 1 &&
    shape.dilationHeight === 1 &&
    shape.dilationWidth === 1 &&
    [inChannels, outChannels].every((channels) => channels >= FEWEST_CHANNELS && channels % 8 === 0) &&
    Math.min(outHeight, outWidth) >= TILE
  );
}

/** A task adds up one chunk of blocks: (x, dy, partial results, blocks in a chunk, batch, blocks). */
export function winogradGradientProgram(
  shape: ConvShape,
  blocks: Blocks,
  tile: TileShape,
  resultPitch: number,
) {
  const { inChannels, outChannels, inHeight, inWidth, outHeight, outWidth } = shape;
  const width = 4 * tile.vectors;
  const panels = Math.ceil(outChannels / width);
  const xSource: TileSource = {
    height: inHeight,
    width: inWidth,
    channels: inChannels,
    top: shape.padTop,
    left: shape.padLeft,
    tile: POINTS,
    step: TILE,
  };
  const dySource: TileSource = {
    height: outHeight,
    width: outWidth,
    channels: outChannels,
    top: 0,
    left: 0,
    tile: TILE,
    step: TILE,
  };
  const xPitch = pointPitch(blocks.tiles, inChannels);
  const dyPitch = pointPitch(blocks.tiles, outChannels);
  const sumPitch = pointPitch(inChannels, outChannels);

  const xTransform = tileTransform({
    transform: dataTransform,
    from: POINTS,
    to: POINTS,
    channels: inChannels,
    source: slicePixels(xSource, blocks),
    target: { row: POINTS * xPitch, column: xPitch },
  });
  const dyTransform = tileTransform({
    transform: filterTransform,
    from: TILE,
    to: POINTS,
    channels: outChannels,
    source: slicePixels(dySource, blocks),
    target: { row: POINTS * dyPitch, column: dyPitch },
  });
  const resultTransform = tileTransform({
    transform: outputTransform,
    from: POINTS,
    to: TAPS,
    channels: inChannels * outChannels,
    source: { row: POINTS * sumPitch, column: sumPitch },
    target: { row: 4 * TAPS * inChannels * outChannels, column: 4 * inChannels * outChannels },
  });
  const product = (columns: number) =>
    strip({
      tile,
      count: inChannels,
      aStride: 4,
      outStride: 4 * outChannels,
      columns,
      loops: [{ count: blocks.tiles, a: 4 * inChannels, b: 4 * outChannels }],
      accumulate: true,
    });
  const lastColumns = outChannels - width * (panels - 1);
  const last = product(lastColumns);
  const whole = panels > 1 && lastColumns < width ? product(width) : last;

  const sizes = {
    xSlice: sliceBytes(xSource, blocks),
    dySlice: sliceBytes(dySource, blocks),
    x: PRODUCTS * xPitch,
    dy: PRODUCTS * dyPitch,
    sums: PRODUCTS * sumPitch,
    spare: spareBytes(tile),
    transformSpare: TRANSFORM_SPARE_BYTES,
  };
  const places = { ...sizes };
  let scratchBytes = 0;
  for (const name of Object.keys(sizes) as (keyof typeof sizes)[]) {
    places[name] = scratchBytes;
    scratchBytes += sizes[name];
  }

  return {
    scratchBytes,
    entry: entry(
      [i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32],
      ([args, begin, end, scratch], locals) => {
        const [chunk, block, endBlock, image, endImage, firstRow, batch, xSlice, dySlice, x, dy, ...rest] =
          locals;
        const [spare, transformSpare, a, b, to, n, t0, t1] = rest;
        const images = { block, image, end: endImage, firstRow, batch };
        const at = (pointer: Integer, offset: number) => local.set(pointer, i32.add(scratch, offset));
        at(xSlice, places.xSlice);
        at(dySlice, places.dySlice);
        at(spare, places.spare);
        at(transformSpare, places.transformSpare);
        local.set(batch, i32.load({ offset: 16 }, args));
        prepareTransforms(transformSpare, n);
        clear(scratch, places.x);
        range(chunk, begin, end, () => {
          at(to, places.sums);
          clear(to, sizes.sums);
          local.set(block, i32.mul(chunk, i32.load({ offset: 12 }, args)));
          local.set(endBlock, i32.add(block, i32.load({ offset: 12 }, args)));
          local.set(n, i32.load({ offset: 20 }, args));
          limitTo(endBlock, n);
          range(block, block, endBlock, () => {
            at(x, places.x);
            at(dy, places.dy);
            eachImage(blocks, images, () => {
              local.set(a, i32.add(i32.mul(image, 4 * inHeight * inWidth * inChannels), i32.load({}, args)));
              transformTiles(
                xSource,
                blocks,
                xTransform,
                { image: a, firstRow, slice: xSlice, target: x, spare: transformSpare },
                [b, to, n, t0, t1],
              );
              local.set(
                a,
                i32.add(
                  i32.mul(image, 4 * outHeight * outWidth * outChannels),
                  i32.load({ offset: 4 }, args),
                ),
              );
              transformTiles(
                dySource,
                blocks,
                dyTransform,
                { image: a, firstRow, slice: dySlice, target: dy, spare: transformSpare },
                [b, to, n, t0, t1],
              );
            });
            // Images that the last block lacks must add nothing.
            clearRest(x, { end: places.x + 4 * blocks.tiles * inChannels, pitch: xPitch, scratch }, [a, n]);
            clearRest(dy, { end: places.dy + 4 * blocks.tiles * outChannels, pitch: dyPitch, scratch }, [
              a,
              n,
            ]);

            at(a, places.x);
            at(b, places.dy);
            at(to, places.sums);
            times(n, PRODUCTS, () => {
              range(t0, 0, panels, () => {
                choosePanel(t0, panels, whole, last, (variant) => call(variant, [a, b, to, spare, spare]));
                advance(b, 4 * width);
                advance(to, 4 * width);
              });
              advance(a, xPitch);
              advance(b, dyPitch - 4 * width * panels);
              advance(to, sumPitch - 4 * width * panels);
            });
          });
          at(a, places.sums);
          local.set(to, i32.add(i32.mul(chunk, resultPitch), i32.load({ offset: 8 }, args)));
          call(resultTransform, [a, to, spare, transformSpare, i32.const(TAPS)]);
        });
      },
    ),
  };
}

/** Emits code that zeroes the rest of each of the 36 matrices: from `pointer` in the first up to its end. */
function clearRest(
  pointer: Integer,
  { end, pitch, scratch }: { end: number; pitch: number; scratch: Integer },
  [bytes, n]: [Integer, Integer],
): void {
  local.set(bytes, i32.sub(i32.add(scratch, end), pointer));
  local.get(bytes);
  control.if(null, () => {
    times(n, PRODUCTS, () => {
      local.get(pointer);
      i32.const(0);
      local.get(bytes);
      memory.fill();
      advance(pointer, pitch);
    });
  });
}
