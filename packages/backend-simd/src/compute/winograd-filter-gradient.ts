/**
 * The filter gradient of convolutions of stride 1 by Winograd's algorithm: the gradient is a convolution of x with dy,
 * whose 4 x 4 tiles take the part of filters. The products of many tiles add up before the inverse transformation.
 *
 * A task adds up a chunk of the batch for a group of input channels and a group of output channels, so that its sums
 * stay in a core's L2 cache; the chunks are summed at the end.
 */
import { call, control, i32, local, type Local, memory } from 'wasmati';

import { clear } from '../wasm/copying.js';
import { advance, limitTo, range, times } from '../wasm/loops.js';
import { choosePanel } from '../wasm/panels.js';
import { entry } from '../wasm/program.js';
import { spareBytes, strip } from '../wasm/strip.js';
import { type TileShape, tileShape } from '../wasm/tile-shape.js';
import { tileTransform } from '../wasm/tile-transform.js';
import { TransformSpace } from '../wasm/transform-space.js';
import { TILE, type Winograd, winograd } from '../wasm/winograd.js';
import type { ConvShape } from './conv-shape.js';
import type { Runtime } from './runtime.js';
import { chunkPitch, sumChunks } from './sum-chunks.js';
import {
  blockCount,
  type Blocks,
  eachImage,
  planBlocks,
  pointPitch,
  sliceBytes,
  slicePixels,
  type TileSource,
  transformTiles,
} from './winograd-blocks.js';
import { winogradWins } from './winograd-wins.js';

type Integer = Local<'i32'>;

/** Bytes that a task's sums may take, and its transformed tiles. */
const SUM_BYTES = 1280 * 1024;
const BLOCK_BYTES = 640 * 1024;
const MOST_TILES = 64;
/**
 * Tiles of a chunk, at least, while there are few chunks, and beyond: each chunk costs an inverse transformation, which
 * must be little beside its products, and a partial result of the whole gradient.
 */
const FEWEST_TILES = [
  { chunks: 8, tiles: 64 },
  { chunks: 16, tiles: 128 },
];
/** Tasks that keep many cores busy. */
const WANTED_TASKS = 8;
/** Channels of a group, at least: each group transforms its tiles anew. */
const FEWEST_CHANNELS = 32;

interface Plan {
  shape: ConvShape;
  form: Winograd;
  blocks: Blocks;
  blocksPerChunk: number;
  chunks: number;
  /** Groups of channels. */
  inGroups: number;
  outGroups: number;
  tile: TileShape;
}

/** Whether Winograd's algorithm computes this one. Decided by shape alone, as it rounds differently. */
export function winogradSuitsGradient(shape: ConvShape): boolean {
  const { inChannels, outChannels, outHeight, outWidth } = shape;
  return (
    shape.filterHeight === shape.filterWidth &&
    shape.strideHeight === 1 &&
    shape.strideWidth === 1 &&
    shape.dilationHeight === 1 &&
    shape.dilationWidth === 1 &&
    winogradWins(shape.filterHeight, inChannels, {
      height: outHeight,
      width: outWidth,
      channels: outChannels,
    })
  );
}

/** dFilter from x and dy, for shapes that {@link winogradSuitsGradient}. */
export function filterGradientByWinograd(
  rt: Runtime,
  shape: ConvShape,
  x: number,
  dy: number,
  dFilter: number,
): void {
  const plan = planOf(shape);
  const { blocks, blocksPerChunk, chunks, inGroups, outGroups, tile } = plan;
  const { batch, inChannels, outChannels } = shape;
  const length = shape.filterHeight * shape.filterWidth * inChannels * outChannels;
  const cut = { rows: blocks.rows, images: blocks.images, inGroups, outGroups };
  const program = rt.programs.get(
    `winograd gradient ${tile.rows}x${tile.vectors} ${JSON.stringify({ ...shape, batch: 0, ...cut })}`,
    () => gradientProgram(plan, 4 * chunkPitch(length)),
  );
  const launch = (sums: number) => {
    const words = [x, dy, sums, blocksPerChunk, batch, blockCount(blocks, batch)];
    rt.launcher.launch(program, chunks * inGroups * outGroups, words);
  };
  if (chunks === 1) return launch(dFilter);
  rt.memory.borrow(4 * chunkPitch(length) * chunks, (partial) => {
    launch(partial);
    sumChunks(rt, chunks, length, partial, dFilter);
  });
}

function planOf(shape: ConvShape): Plan {
  const { batch, inChannels, outChannels } = shape;
  const form = winograd(shape.filterHeight);
  if (!form) throw new Error(`There is no such algorithm for ${shape.filterHeight} taps.`);
  const products = form.points ** 2;
  const [tilesY, tilesX] = [Math.ceil(shape.outHeight / TILE), Math.ceil(shape.outWidth / TILE)];
  const tiles = batch * tilesY * tilesX;

  let [inGroups, outGroups] = [1, 1];
  const mostChunks = Math.max(
    1,
    ...FEWEST_TILES.map((fewest) => Math.min(fewest.chunks, Math.floor(tiles / fewest.tiles))),
  );
  for (;;) {
    const [ins, outs] = [inChannels / inGroups, outChannels / outGroups];
    const small = 4 * products * ins * outs <= SUM_BYTES && mostChunks * inGroups * outGroups >= WANTED_TASKS;
    // Whole panels of every tile shape.
    const mayHalve = (channels: number) => channels % 32 === 0 && channels / 2 >= FEWEST_CHANNELS;
    if (small || (!mayHalve(ins) && !mayHalve(outs))) break;
    if (mayHalve(outs) && (outs >= ins || !mayHalve(ins))) outGroups *= 2;
    else inGroups *= 2;
  }
  const tileBytes = 4 * products * (inChannels / inGroups + outChannels / outGroups);
  const room = Math.max(1, Math.min(MOST_TILES, Math.floor(BLOCK_BYTES / tileBytes)));
  const blocks = planBlocks(batch, tilesY, tilesX, Math.min(room, Math.ceil(tiles / mostChunks)));
  const total = blockCount(blocks, batch);
  const blocksPerChunk = Math.ceil(total / mostChunks);
  const chunks = Math.ceil(total / blocksPerChunk);
  return { shape, form, blocks, blocksPerChunk, chunks, inGroups, outGroups, tile: tileShape(outChannels) };
}

/**
 * A task adds up one chunk of blocks for one group of channels each:
 * (x, dy, partial results, blocks in a chunk, batch, blocks).
 */
function gradientProgram({ shape, form, blocks, inGroups, outGroups, tile }: Plan, resultPitch: number) {
  const { inChannels, outChannels, inHeight, inWidth, outHeight, outWidth } = shape;
  const { points, taps } = form;
  const products = points ** 2;
  const [ins, outs] = [inChannels / inGroups, outChannels / outGroups];
  const width = 4 * tile.vectors;
  const panels = Math.ceil(outs / width);
  const xSource: TileSource = {
    height: inHeight,
    width: inWidth,
    channels: inChannels,
    group: ins,
    top: shape.padTop,
    left: shape.padLeft,
    tile: points,
    step: TILE,
    points,
  };
  const dySource: TileSource = {
    height: outHeight,
    width: outWidth,
    channels: outChannels,
    group: outs,
    top: 0,
    left: 0,
    tile: TILE,
    step: TILE,
    points,
  };
  const xPitch = pointPitch(blocks.tiles, ins);
  const dyPitch = pointPitch(blocks.tiles, outs);
  const sumPitch = pointPitch(ins, outs);
  const space = new TransformSpace(points);
  const common = { space, wide: tile.vectors > 2 };

  const xTransform = tileTransform({
    ...common,
    transform: form.data,
    from: points,
    to: points,
    channels: ins,
    source: slicePixels(xSource, blocks),
    target: { row: points * xPitch, column: xPitch },
  });
  const dyTransform = tileTransform({
    ...common,
    transform: form.filter,
    from: TILE,
    to: points,
    channels: outs,
    source: slicePixels(dySource, blocks),
    target: { row: points * dyPitch, column: dyPitch },
  });
  // All rows of the sums are one row where they are together in the result too.
  const resultRows = outGroups === 1 ? 1 : ins;
  const resultTransform = tileTransform({
    ...common,
    transform: form.output,
    from: points,
    to: taps,
    channels: (ins * outs) / resultRows,
    source: { row: points * sumPitch, column: sumPitch },
    target: { row: 4 * taps * inChannels * outChannels, column: 4 * inChannels * outChannels },
  });
  const product = (columns: number) =>
    strip({
      tile,
      count: ins,
      aStride: 4,
      outStride: 4 * outs,
      columns,
      loops: [{ count: blocks.tiles, a: 4 * ins, b: 4 * outs }],
      accumulate: true,
    });
  const lastColumns = outs - width * (panels - 1);
  const last = product(lastColumns);
  const whole = panels > 1 && lastColumns < width ? product(width) : last;

  const sizes = {
    xSlice: sliceBytes(xSource, blocks),
    dySlice: sliceBytes(dySource, blocks),
    x: products * xPitch,
    dy: products * dyPitch,
    sums: products * sumPitch,
    spare: spareBytes(tile),
    space: space.bytes,
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
      [
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
        i32,
      ],
      ([args, begin, end, scratch], locals) => {
        const [task, chunk, inGroup, outGroup, block, endBlock, image, endImage, firstRow, batch, ...more] =
          locals;
        const [xSlice, dySlice, x, dy, spare, spaceAt, a, b, to, n, t0, t1, t2] = more;
        const images = { block, image, end: endImage, firstRow, batch };
        const at = (pointer: Integer, offset: number) => local.set(pointer, i32.add(scratch, offset));
        /** Adds the place of the task's group to a pointer. */
        const toGroup = (pointer: Integer, groups: number, group: Integer, bytes: number) => {
          if (groups > 1) local.set(pointer, i32.add(pointer, i32.mul(group, bytes)));
        };
        at(xSlice, places.xSlice);
        at(dySlice, places.dySlice);
        at(spare, places.spare);
        at(spaceAt, places.space);
        local.set(batch, i32.load({ offset: 16 }, args));
        space.prepare(spaceAt);
        clear(scratch, places.x);
        range(task, begin, end, () => {
          local.set(outGroup, i32.rem_u(task, outGroups));
          local.set(inGroup, i32.rem_u(i32.div_u(task, outGroups), inGroups));
          local.set(chunk, i32.div_u(task, inGroups * outGroups));
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
              toGroup(a, inGroups, inGroup, 4 * ins);
              transformTiles(
                xSource,
                blocks,
                xTransform,
                { image: a, firstRow, slice: xSlice, target: x, space: spaceAt },
                [b, to, n, t0, t1, t2],
              );
              local.set(
                a,
                i32.add(
                  i32.mul(image, 4 * outHeight * outWidth * outChannels),
                  i32.load({ offset: 4 }, args),
                ),
              );
              toGroup(a, outGroups, outGroup, 4 * outs);
              transformTiles(
                dySource,
                blocks,
                dyTransform,
                { image: a, firstRow, slice: dySlice, target: dy, space: spaceAt },
                [b, to, n, t0, t1, t2],
              );
            });
            // Images that the last block lacks must add nothing.
            clearRest(x, { end: places.x + 4 * blocks.tiles * ins, pitch: xPitch, products, scratch }, [
              a,
              n,
            ]);
            clearRest(dy, { end: places.dy + 4 * blocks.tiles * outs, pitch: dyPitch, products, scratch }, [
              a,
              n,
            ]);

            at(a, places.x);
            at(b, places.dy);
            at(to, places.sums);
            times(n, products, () => {
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
          toGroup(to, inGroups, inGroup, 4 * ins * outChannels);
          toGroup(to, outGroups, outGroup, 4 * outs);
          times(n, resultRows, () => {
            call(resultTransform, [a, to, spare, spaceAt, i32.const(taps)]);
            advance(a, (4 * ins * outs) / resultRows);
            advance(to, 4 * outChannels);
          });
        });
      },
    ),
  };
}

/** Emits code that zeroes the rest of each of the matrices: from `pointer` in the first up to its end. */
function clearRest(
  pointer: Integer,
  { end, pitch, products, scratch }: { end: number; pitch: number; products: number; scratch: Integer },
  [bytes, n]: [Integer, Integer],
): void {
  local.set(bytes, i32.sub(i32.add(scratch, end), pointer));
  local.get(bytes);
  control.if(null, () => {
    times(n, products, () => {
      local.get(pointer);
      i32.const(0);
      local.get(bytes);
      memory.fill();
      advance(pointer, pitch);
    });
  });
}
